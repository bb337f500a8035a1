package io.tillstream.dispatcher.order;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads the content of a seal. An object of texts is read here; everything else is left to Jackson's binding. */
final class CustomerReader {

    /** In the order of the record's components. */
    static final List<String> FIELDS = Arrays.stream(Customer.class.getRecordComponents())
            .map(RecordComponent::getName)
            .toList();

    private static final Names NAMES = new Names(FIELDS);

    private final ObjectReader binding;

    CustomerReader(JsonMapper json) {
        this.binding = binding(json);
    }

    static ObjectReader binding(JsonMapper json) {
        return json.readerFor(Customer.class);
    }

    /**
     * Null when the content is JSON's null.
     *
     * @param length of the content, which begins at index 0
     */
    @Nullable
    Customer read(byte[] content, int length) {
        Customer plain = plain(content, length);
        return plain == null ? binding.readValue(content, 0, length) : plain;
    }

    /** Null when anything about the content is unusual. */
    static @Nullable Customer plain(byte[] content, int length) {
        String[] values = new String[FIELDS.size()];
        JsonBytes json = new JsonBytes(content, length);
        try {
            json.enter('{');
            for (int field = json.nextField(NAMES, 0); field != Names.NONE; field = json.nextField(NAMES, field + 1)) {
                String value = json.text();
                if (field != Names.UNKNOWN) {
                    if (values[field] != null) {
                        return null;
                    }
                    values[field] = value;
                }
            }
            json.end();
        } catch (JsonTexts.Unusual e) {
            return null;
        }
        return new Customer(
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                values[7],
                values[8],
                values[9],
                values[10],
                values[11],
                values[12],
                values[13],
                values[14]);
    }
}
