package io.tillstream.dispatcher.console.books;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.kafka.TopicFollower;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shops' side of the books, which each shop writes to the topic. */
@Component
class ShopBooks {

    private static final Logger log = LoggerFactory.getLogger(ShopBooks.class);

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final JsonMapper json;
    private final Map<String, ShopPage> pages = new ConcurrentSkipListMap<>();

    ShopBooks(ConsumerFactory<byte[], byte[]> consumers, JsonMapper json) {
        this.consumers = consumers;
        this.json = json;
    }

    TopicFollower follower() {
        return new TopicFollower(consumers, TopicNames.BOOKS, this::read);
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), UTF_8);
        if (record.value() == null) {
            // The shop now uses another key for this page.
            pages.remove(key);
            return;
        }
        try {
            JsonNode page = json.readTree(record.value());
            pages.put(
                    key,
                    json.treeToValue(page, ShopPage.class)
                            .in(page.path("livemode").asBoolean(true)));
        } catch (JacksonException e) {
            log.atWarn()
                    .addKeyValue("offset", record.offset())
                    .log("A page of the shop's books cannot be read; the console keeps showing the page before it");
        }
    }

    /** The pages of all shops, days and currencies. */
    Collection<ShopPage> pages() {
        return pages.values();
    }
}
