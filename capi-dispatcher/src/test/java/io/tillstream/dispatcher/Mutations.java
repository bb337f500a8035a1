package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes like a faulty producer, a lost connection or an attacker would. The same seed makes the same changes. */
public final class Mutations {

    private static final List<byte[]> PIECES = List.of(
            bytes("null"),
            bytes("[]"),
            bytes("{}"),
            bytes("\"\""),
            bytes("true"),
            bytes("-0"),
            bytes("1.7"),
            bytes("1e999999999"),
            bytes("-1e-999999999"),
            bytes("9".repeat(1200)),
            bytes("99999999999999999999"),
            bytes("\"\\ud800\""),
            bytes("\\u0000"),
            bytes("\\u000a"),
            bytes("["),
            bytes("[".repeat(1200)),
            bytes("{\"a\":".repeat(600)),
            bytes("\""),
            bytes(","),
            bytes(":"),
            bytes("}"),
            bytes("//"),
            bytes("NaN"),
            bytes("\ufeff"),
            bytes("\u2028"),
            "\u00c0\u0080".getBytes(ISO_8859_1),
            "\u00ed\u00a0\u0080".getBytes(ISO_8859_1),
            "\u00ff\u00fe".getBytes(ISO_8859_1),
            new byte[] {0},
            new byte[] {0, 0, 0, 0});

    private final Random random;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** One to three changes. */
    public byte[] of(byte[] original) {
        byte[] mutated = original;
        for (int change = random.nextInt(3); change >= 0; change--) {
            mutated = once(mutated);
        }
        return mutated;
    }

    private byte[] once(byte[] original) {
        int at = random.nextInt(original.length + 1);
        int end = Math.min(original.length, at + 1 + random.nextInt(40));
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(original, at);
            case 1 -> spliced(original, at, new byte[0], end);
            case 2 -> spliced(original, end, Arrays.copyOfRange(original, at, end), end);
            case 3 -> spliced(original, at, piece(), at);
            case 4 -> replacedValue(original);
            default ->
                at == original.length
                        ? original
                        : spliced(original, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
        };
    }

    /** Replaces the text between a colon and the next comma. */
    private byte[] replacedValue(byte[] original) {
        int colon = next(original, (byte) ':', random.nextInt(original.length + 1));
        int comma = next(original, (byte) ',', colon);
        return colon == original.length ? piece() : spliced(original, colon + 1, piece(), Math.max(comma, colon + 1));
    }

    private static int next(byte[] text, byte sign, int from) {
        int at = from;
        while (at < text.length && text[at] != sign) {
            at++;
        }
        return at;
    }

    private byte[] piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    private static byte[] spliced(byte[] original, int at, byte[] piece, int from) {
        byte[] spliced = Arrays.copyOf(original, at + piece.length + original.length - from);
        System.arraycopy(piece, 0, spliced, at, piece.length);
        System.arraycopy(original, from, spliced, at + piece.length, original.length - from);
        return spliced;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
