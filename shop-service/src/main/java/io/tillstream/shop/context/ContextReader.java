package io.tillstream.shop.context;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the bodies of requests that state a context. They come from anywhere, and may be any bytes. */
final class ContextReader {

    /** In bytes. */
    static final int LARGEST = 4096;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{1,200}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private ContextReader() {}

    /** Reads a body. Unknown fields are ignored. */
    static ContextBody read(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode json = JSON.readTree(text);
            return json.isObject() ? read(json) : new ContextBody.Malformed("The body must be a JSON object");
        } catch (CharacterCodingException e) {
            return new ContextBody.Malformed("The body must be UTF-8");
        } catch (JacksonException e) {
            return new ContextBody.Malformed("The body must be JSON, without repeated fields");
        }
    }

    private static ContextBody read(JsonNode json) {
        for (String field : new String[] {
            "reference", "token", "consent", "ip", "userAgent", "fbp", "fbc", "url", "referrer", "language"
        }) {
            if (!json.path(field).isString()
                    && !json.path(field).isMissingNode()
                    && !json.path(field).isNull()) {
                return new ContextBody.Malformed(field + " must be a text or null");
            }
        }
        String reference = text(json, "reference");
        String token = text(json, "token");
        if (reference == null || !isReference(reference)) {
            return new ContextBody.Malformed("reference must be 1 to 200 letters, digits, - or _");
        }
        if (token != null && !TOKEN.matcher(token).matches()) {
            return new ContextBody.Malformed("token must be 32 bytes in base64url");
        }
        return new ContextBody.Stated(
                reference,
                token,
                new Statement(
                        text(json, "consent"),
                        text(json, "ip"),
                        text(json, "userAgent"),
                        text(json, "fbp"),
                        text(json, "fbc"),
                        text(json, "url"),
                        text(json, "referrer")));
    }

    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.path(field).isString() ? json.path(field).stringValue() : null;
    }
}
