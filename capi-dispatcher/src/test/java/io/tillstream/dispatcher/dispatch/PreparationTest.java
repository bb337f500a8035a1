package io.tillstream.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tillstream.dispatcher.deadletter.Origin;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PreparationTest {

    private final Set<Long> prepared = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Decisions decisions = mock(Decisions.class);
    private final Preparation preparation = new Preparation(JsonMapper.shared(), decisions);

    PreparationTest() {
        when(decisions.of(any())).thenAnswer(call -> {
            prepared.add(call.<OrderMessage>getArgument(0).origin().offset());
            threads.add(Thread.currentThread());
            return new Decision.Suppress(Suppression.NO_CONSENT);
        });
    }

    @Test
    void the_portions_of_a_batch_have_its_messages_in_their_order_and_at_most_those_of_one_request() {
        List<List<Long>> portions = Stream.iterate(
                        preparation.portions(messages(2500)).iterator(), Iterator::hasNext, each -> each)
                .map(Iterator::next)
                .map(PreparationTest::offsets)
                .toList();

        assertThat(portions).extracting(List::size).containsExactly(1000, 1000, 500);
        assertThat(portions.stream().flatMap(List::stream).toList()).isEqualTo(offsets(0, 2500));
    }

    @Test
    void a_thread_that_sends_one_portion_has_the_next_prepared_for_it_and_no_more_than_that() {
        Iterator<List<Preparation.Prepared>> portions =
                preparation.portions(messages(2500)).iterator();

        portions.next();
        await().until(() -> prepared.size() == 2000);
        assertThat(threads).hasSize(2).contains(Thread.currentThread());

        assertThat(offsets(portions.next())).isEqualTo(offsets(1000, 2000));
        await().until(() -> prepared.size() == 2500);
    }

    @Test
    void a_batch_of_one_portion_is_prepared_by_the_thread_that_sends_it() {
        preparation.portions(messages(1000)).iterator().next();

        assertThat(threads).containsExactly(Thread.currentThread());
    }

    private static List<Origin> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(offset -> new Origin("orders", 0, offset, null, new byte[0], new RecordHeaders()))
                .toList();
    }

    private static List<Long> offsets(List<Preparation.Prepared> portion) {
        return portion.stream().map(each -> each.incoming().origin().offset()).toList();
    }

    private static List<Long> offsets(long from, long until) {
        return Stream.iterate(from, offset -> offset < until, offset -> offset + 1)
                .toList();
    }
}
