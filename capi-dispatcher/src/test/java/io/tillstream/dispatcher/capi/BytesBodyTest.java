package io.tillstream.dispatcher.capi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesBodyTest {

    private final byte[] bytes = new byte[100_000];
    private final Taker taker = new Taker();

    BytesBodyTest() {
        new Random(18).nextBytes(bytes);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "16384, 1", "16385, 1", "99999, 1", "99999, 3", "99999, 9223372036854775807"})
    void a_subscriber_gets_the_first_bytes_once_however_much_it_requests_at_a_time(int length, long atATime) {
        taker.next = atATime;
        BytesBody body = new BytesBody(bytes, length);

        body.subscribe(taker);
        taker.subscription.request(atATime);

        assertThat(body.contentLength()).isEqualTo(length);
        assertThat(taker.taken.toByteArray()).isEqualTo(Arrays.copyOf(bytes, length));
        assertThat(taker.completed).isEqualTo(1);
    }

    @Test
    void it_sends_no_more_than_is_requested() {
        new BytesBody(bytes, 99_999).subscribe(taker);

        taker.subscription.request(2);
        assertThat(taker.taken.size()).isEqualTo(2 * 16_384);
        assertThat(taker.completed).isZero();

        taker.subscription.request(100);
        assertThat(taker.taken.size()).isEqualTo(99_999);
        assertThat(taker.completed).isEqualTo(1);
    }

    @Test
    void nothing_follows_a_cancellation_or_a_request_of_nothing() {
        new BytesBody(bytes, 99_999).subscribe(taker);
        taker.subscription.request(1);
        taker.subscription.cancel();
        taker.subscription.request(5);

        assertThat(taker.taken.size()).isEqualTo(16_384);
        assertThat(taker.completed).isZero();

        Taker wrong = new Taker();
        new BytesBody(bytes, 99_999).subscribe(wrong);
        wrong.subscription.request(0);
        wrong.subscription.request(1);
        assertThat(wrong.failure).isInstanceOf(IllegalArgumentException.class);
        assertThat(wrong.taken.size()).isZero();
    }

    private static final class Taker implements Flow.Subscriber<ByteBuffer> {

        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private Flow.Subscription subscription;
        private Throwable failure;
        private long next;
        private int completed;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(ByteBuffer piece) {
            byte[] part = new byte[piece.remaining()];
            piece.get(part);
            taken.writeBytes(part);
            if (next > 0) {
                subscription.request(next);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
        }

        @Override
        public void onComplete() {
            completed++;
        }
    }
}
