package io.tillstream.shop.context;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;

/** Bodies of the script with random changes: what a hostile or broken sender may send. */
final class MutatedBodies {

    static final String BODY = """
            {"reference":"ts_AAAAAAAAAAAAAAAAAAAAAA","token":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",\
            "consent":"granted","url":"https://shop.test/mugs/blue%20one","referrer":"https://news.test/a",\
            "fbp":"fb.1.1700000000000.1234567890","fbc":"fb.1.1700000000000.IwAR_x","language":"en-SG",\
            "ip":"8.8.8.8","userAgent":"Mozilla/5.0 (X11; Linux x86_64)","more":[1,{"a":null}]}""";

    private static final List<String> PIECES = List.of(
            "\\u0000",
            "\\ud800",
            "\u0000",
            "\ufffd",
            "[[[[[[[[[[[[[[[[[[",
            "{\"a\":",
            "1e999999999",
            "-0",
            "9".repeat(200),
            "\"",
            "\\",
            "%40",
            "%25%34%30",
            "@",
            "am9AZXhhbXBsZS5jb20=",
            "null",
            "true",
            ",",
            "\"fbp\":1,",
            "\"url\":{},",
            "https://",
            "://",
            "\ud83d\ude00",
            "\u202e",
            "::1",
            "[::",
            "fb.1.",
            "\n",
            "/*",
            "\ufeff",
            "=",
            "%",
            ";",
            "#",
            "?");

    private MutatedBodies() {}

    /** The body with one to four changes. */
    static byte[] next(Random random) {
        byte[] body = BODY.getBytes(UTF_8);
        for (int changes = random.nextInt(4) + 1; changes > 0; changes--) {
            int at = random.nextInt(body.length + 1);
            body = switch (random.nextInt(5)) {
                case 0 ->
                    joined(body, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8), at);
                case 1 -> joined(body, at, new byte[0], Math.min(body.length, at + random.nextInt(20)));
                case 2 -> joined(body, at, new byte[] {(byte) random.nextInt(256)}, Math.min(body.length, at + 1));
                case 3 -> joined(body, at, body, Math.min(body.length, at + random.nextInt(200)));
                default ->
                    joined(
                            body,
                            at,
                            PIECES.get(random.nextInt(PIECES.size()))
                                    .repeat(random.nextInt(30))
                                    .getBytes(UTF_8),
                            at);
            };
        }
        return body;
    }

    /** The bytes before a place, others, and those from a later place. */
    private static byte[] joined(byte[] body, int before, byte[] between, int after) {
        byte[] joined = new byte[before + between.length + body.length - after];
        System.arraycopy(body, 0, joined, 0, before);
        System.arraycopy(between, 0, joined, before, between.length);
        System.arraycopy(body, after, joined, before + between.length, body.length - after);
        return joined;
    }
}
