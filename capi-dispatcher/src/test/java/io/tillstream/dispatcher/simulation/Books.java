package io.tillstream.dispatcher.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.dispatcher.simulation.SimulatedMeta.Copy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the three guarantees against the log and against the events that Meta took. */
final class Books {

    private final World world;
    private final Map<String, String> receipts = new HashMap<>();
    private final Map<String, String> last = new HashMap<>();
    private final Set<String> letters = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();

    private Books(World world) {
        this.world = world;
    }

    /** The violations; empty when there are none. */
    static List<String> wrong(World world) {
        Books books = new Books(world);
        books.read();
        books.everyOrderIsAccountedFor();
        books.nothingIsSentTwiceWithoutAReason();
        books.noPersonalDataLeaves();
        return books.wrong;
    }

    private void read() {
        world.log().forEach("capi.receipts.v1", record -> {
            JsonNode receipt = JsonMapper.shared().readTree(record.value());
            String key = new String(record.key(), UTF_8);
            String status = receipt.path("status").asString();
            last.put(key, status);
        });
        last.forEach((key, status) -> {
            String id = key.contains("#") ? key.substring(0, key.indexOf('#')) : key;
            if (!status.equals("REPLAYED") && !status.equals("IN_FLIGHT")) {
                receipts.merge(id, status, (one, other) -> one.equals("ACCEPTED") ? one : other);
            }
        });
        world.log().forEach("capi.dead-letters.v1", record -> {
            String receipt = new String(
                    record.headers().lastHeader("dead-letter-receipt").value(), UTF_8);
            letters.add(receipt);
        });
    }

    private void everyOrderIsAccountedFor() {
        if (!world.settled()) {
            world.standing().forEach(message -> wrong.add("STUCK: " + message));
        }
        world.traffic().orders().forEach((id, kind) -> {
            String dataset = kind == Traffic.Kind.OTHER_DATASET ? "777" : "123";
            String receipt = receipts.get(
                    kind == Traffic.Kind.OTHER_DATASET && receipts.containsKey(id + "@777") ? id + "@777" : id);
            boolean taken = world.meta().taken().containsKey(id + "@" + dataset);
            if (receipt == null && world.settled()) {
                wrong.add("LOST: " + kind + " " + id + " is committed and has no receipt"
                        + (taken ? ", though Meta has it" : ""));
            } else if (taken
                    && receipt != null
                    && !receipt.equals("ACCEPTED")
                    && !withdrawnOrOld(receipt, id, dataset)) {
                wrong.add("WRONG: Meta has " + kind + " " + id + ", its receipt says " + receipt);
            } else if (!taken && "ACCEPTED".equals(receipt)) {
                wrong.add("WRONG: Meta does not have " + kind + " " + id + ", its receipt says ACCEPTED");
            } else if ("DEAD_LETTERED".equals(receipt) && !letters.contains(id) && !letters.contains(id + "@777")) {
                wrong.add("LOST: " + kind + " " + id + " has a receipt as dead-lettered and no dead letter");
            } else if ("DEAD_LETTERED".equals(receipt)
                    && (kind == Traffic.Kind.GOOD || kind == Traffic.Kind.OTHER_DATASET)
                    && world.schedule().faults().stream().noneMatch(Books::mayDeadLetter)) {
                wrong.add("DEAD-LETTERED: " + kind + " " + id + " is a dead letter though it was valid");
            }
        });
    }

    /** Meta refused, or did not count, every event: then a few may be dead-lettered wrongly. */
    private static boolean mayDeadLetter(Fault fault) {
        return fault.kind() == Fault.Kind.META_REFUSES_ALL || fault.kind() == Fault.Kind.META_COUNTS_SHORT;
    }

    /** An answer was lost, and consent was withdrawn before the order was sent again. */
    private boolean withdrawnOrOld(String receipt, String id, String dataset) {
        return (receipt.equals("SUPPRESSED") || receipt.equals("DEAD_LETTERED"))
                && world.meta().taken().get(id + "@" + dataset).stream()
                        .anyMatch(copy -> !copy.told() || gone(copy, Long.MAX_VALUE));
    }

    private void nothingIsSentTwiceWithoutAReason() {
        world.meta().taken().forEach((event, copies) -> {
            for (int copy = 1; copy < copies.size(); copy++) {
                Copy before = copies.get(copy - 1);
                if (before.eventTime() != copies.get(copy).eventTime()) {
                    wrong.add("TIME: " + event + " was sent again with another time");
                }
                if (before.told() && !gone(before, copies.get(copy).at()) && !lostOnTheWay(copies.get(copy))) {
                    wrong.add("TWICE: " + event + " at " + before.at() + " by " + before.sender() + " and at "
                            + copies.get(copy).at() + " by " + copies.get(copy).sender()
                            + " without a crash, a lost answer or a lost partition");
                }
            }
        });
    }

    /** Whether its sender crashed or lost partitions before the next copy was sent. */
    private boolean gone(Copy copy, long next) {
        return world.losses().stream()
                .anyMatch(loss ->
                        loss.instance() == copy.sender() && loss.at() <= next && loss.at() >= copy.at() - 60_000);
    }

    /** Whether its sender was frozen between its last check of the partition and the arrival of the request. */
    private boolean lostOnTheWay(Copy copy) {
        return world.losses().stream()
                .anyMatch(loss ->
                        loss.instance() == copy.sender() && loss.at() >= copy.began() && loss.at() <= copy.at());
    }

    private void noPersonalDataLeaves() {
        for (String topic : world.log().topics()) {
            world.log().forEach(topic, record -> {
                if (text(record).contains(Traffic.RAW)) {
                    wrong.add("RAW: personal data on " + topic);
                }
            });
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(record.value() == null ? "" : new String(record.value(), UTF_8));
        record.headers()
                .forEach(header -> text.append(header.value() == null ? "" : new String(header.value(), UTF_8)));
        return text.toString();
    }
}
