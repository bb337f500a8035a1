package io.tillstream.dispatcher.order;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the content of a seal. An object of texts is read token by token, like {@link PlainOrderReader} does; everything else
 * is left to Jackson's binding.
 */
final class CustomerReader {

    private final JsonMapper json;
    private final ObjectReader binding;

    CustomerReader(JsonMapper json) {
        this.json = json;
        this.binding = binding(json);
    }

    static ObjectReader binding(JsonMapper json) {
        return json.readerFor(Customer.class);
    }

    /** Null when the content is JSON's null. */
    @Nullable
    Customer read(byte[] content) {
        Customer plain = plain(content);
        return plain == null ? binding.readValue(content) : plain;
    }

    /** Null when anything about the content is unusual. */
    @Nullable
    Customer plain(byte[] content) {
        try (JsonParser parser = json.createParser(content)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Fields fields = new Fields();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (parser.nextToken() != JsonToken.VALUE_STRING || !fields.take(name, parser.getString())) {
                    return null;
                }
            }
            boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
            return whole ? fields.customer() : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** The fields of a customer that are read so far. */
    private static final class Fields {

        private @Nullable String email;
        private @Nullable String phone;
        private @Nullable String name;
        private @Nullable String gender;
        private @Nullable String birthDate;
        private @Nullable String city;
        private @Nullable String state;
        private @Nullable String postalCode;
        private @Nullable String country;
        private @Nullable String externalId;
        private @Nullable String customerId;
        private @Nullable String ip;
        private @Nullable String userAgent;
        private @Nullable String fbp;
        private @Nullable String fbc;

        /** False when the field occurs twice. */
        boolean take(String field, String value) {
            return switch (field) {
                case "email" -> email == null && (email = value) != null;
                case "phone" -> phone == null && (phone = value) != null;
                case "name" -> name == null && (name = value) != null;
                case "gender" -> gender == null && (gender = value) != null;
                case "birthDate" -> birthDate == null && (birthDate = value) != null;
                case "city" -> city == null && (city = value) != null;
                case "state" -> state == null && (state = value) != null;
                case "postalCode" -> postalCode == null && (postalCode = value) != null;
                case "country" -> country == null && (country = value) != null;
                case "externalId" -> externalId == null && (externalId = value) != null;
                case "customerId" -> customerId == null && (customerId = value) != null;
                case "ip" -> ip == null && (ip = value) != null;
                case "userAgent" -> userAgent == null && (userAgent = value) != null;
                case "fbp" -> fbp == null && (fbp = value) != null;
                case "fbc" -> fbc == null && (fbc = value) != null;
                default -> true;
            };
        }

        Customer customer() {
            return new Customer(
                    email,
                    phone,
                    name,
                    gender,
                    birthDate,
                    city,
                    state,
                    postalCode,
                    country,
                    externalId,
                    customerId,
                    ip,
                    userAgent,
                    fbp,
                    fbc);
        }
    }
}
