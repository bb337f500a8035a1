package io.tillstream.benchmarks.contender;

import java.net.URI;
import java.util.Base64;
import java.util.List;

/**
 * The settings of a contender.
 *
 * @param topic topic of the orders, with 12 partitions
 * @param key   key that opens the customers, 32 bytes
 * @param sink  address of the sink, without a path
 */
record Setting(String bootstrapServers, String topic, byte[] key, String sink, String pixel) {

    static final String TOKEN = "benchmark-token";

    /** @param arguments in the order of this record's fields; the key in base64 */
    static Setting of(String[] arguments) {
        List<String> all = List.of(arguments);
        return new Setting(all.get(0), all.get(1), Base64.getDecoder().decode(all.get(2)), all.get(3), all.get(4));
    }

    URI events() {
        return URI.create(sink + "/v24.0/" + pixel + "/events");
    }
}
