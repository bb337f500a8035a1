package io.tillstream.dispatcher.capi;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The first bytes of an array as the body of a request, without the copy that the JDK's publishers make. They must not change
 * before the request has ended.
 */
final class BytesBody implements HttpRequest.BodyPublisher {

    private static final int PIECE = 16 * 1024;

    private final byte[] bytes;
    private final int length;

    /** @param length more than 0 */
    BytesBody(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    @Override
    public long contentLength() {
        return length;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        subscriber.onSubscribe(new Pieces(subscriber));
    }

    private final class Pieces implements Flow.Subscription {

        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong wanted = new AtomicLong();
        private int at;
        private volatile boolean ended;

        Pieces(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long pieces) {
            if (pieces <= 0) {
                ended = true;
                subscriber.onError(new IllegalArgumentException("A subscriber requests one piece or more"));
            } else if (wanted.getAndAccumulate(pieces, Pieces::sum) == 0) {
                // A call during this one, from onNext or from another thread, only adds to what is wanted.
                do {
                    next();
                } while (!ended && wanted.decrementAndGet() > 0);
            }
        }

        private static long sum(long one, long other) {
            return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
        }

        private void next() {
            if (ended) {
                return;
            }
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(PIECE, length - at));
            at += piece.remaining();
            subscriber.onNext(piece);
            if (at == length && !ended) {
                ended = true;
                subscriber.onComplete();
            }
        }

        @Override
        public void cancel() {
            ended = true;
        }
    }
}
