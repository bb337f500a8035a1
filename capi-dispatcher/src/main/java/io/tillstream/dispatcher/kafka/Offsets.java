package io.tillstream.dispatcher.kafka;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.function.LongConsumer;

/** A set of offsets of one partition. Its text is {@code 100-199,205}, as the offsets of a batch are mostly consecutive. */
public final class Offsets {

    /** First and last offset of each run, in ascending order. */
    private final long[] runs;

    private Offsets(long[] runs) {
        this.runs = runs;
    }

    /** @param offsets in any order; at least one */
    public static Offsets of(long... offsets) {
        long[] sorted = offsets.clone();
        Arrays.sort(sorted);
        long[] runs = new long[2 * sorted.length];
        int length = 0;
        for (long offset : sorted) {
            if (length > 0 && offset <= runs[length - 1] + 1) {
                runs[length - 1] = offset;
            } else {
                runs[length++] = offset;
                runs[length++] = offset;
            }
        }
        return new Offsets(Arrays.copyOf(runs, length));
    }

    /** @throws IllegalArgumentException when the text has another form */
    @JsonCreator
    public static Offsets parse(String text) {
        long[] runs = Arrays.stream(text.split(","))
                .flatMapToLong(run -> {
                    int dash = run.indexOf('-');
                    return java.util.stream.LongStream.of(
                            Long.parseLong(dash < 0 ? run : run.substring(0, dash)),
                            Long.parseLong(run.substring(dash + 1)));
                })
                .toArray();
        return new Offsets(runs);
    }

    /** In ascending order. */
    public void forEach(LongConsumer each) {
        for (int run = 0; run < runs.length; run += 2) {
            for (long offset = runs[run]; offset <= runs[run + 1]; offset++) {
                each.accept(offset);
            }
        }
    }

    public boolean contain(long offset) {
        for (int run = 0; run < runs.length; run += 2) {
            if (offset >= runs[run] && offset <= runs[run + 1]) {
                return true;
            }
        }
        return false;
    }

    @Override
    @JsonValue
    public String toString() {
        StringJoiner text = new StringJoiner(",");
        for (int run = 0; run < runs.length; run += 2) {
            text.add(runs[run] == runs[run + 1] ? Long.toString(runs[run]) : runs[run] + "-" + runs[run + 1]);
        }
        return text.toString();
    }
}
