package io.tillstream.dispatcher.order;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Opens seals one after the other in the same memory. Not thread-safe. */
final class Unsealing {

    private static final int TAG_BYTES = 16;

    private final SealHeaders headers;
    private final Cipher cipher = CustomerSeal.cipher();
    private byte[] sealed = new byte[0];
    private byte[] content = new byte[0];

    Unsealing(SealHeaders headers) {
        this.headers = headers;
    }

    /** The content of the seal that was opened last; only its first bytes. */
    byte[] content() {
        return content;
    }

    /**
     * Opens a seal.
     *
     * @return length of its {@link #content}
     * @throws SealBroken when it has another form, was sealed with an unknown key, or was changed after sealing
     */
    int open(SealedCustomer seal) {
        try {
            return decrypt(seal);
        } catch (GeneralSecurityException | RuntimeException e) {
            if (!inFiveParts(seal)) {
                throw new SealBroken("The customer's seal is not a compact JWE with direct encryption");
            }
            if (e instanceof SealBroken broken) {
                throw broken;
            }
            throw new SealBroken("The customer's seal does not open: the message was changed or cut short", e);
        }
    }

    /** Whether there are four points, of which the second follows the first: there is no encrypted key between them. */
    private static boolean inFiveParts(SealedCustomer seal) {
        int points = 0;
        for (int at = seal.point(seal.from); at < seal.to; at = seal.point(at + 1)) {
            points++;
        }
        int first = seal.point(seal.from);
        return points == 4 && seal.point(first + 1) == first + 1;
    }

    private int decrypt(SealedCustomer seal) throws GeneralSecurityException {
        int header = seal.point(seal.from);
        int nonce = header + 2;
        int text = seal.point(nonce) + 1;
        int tag = seal.lastPoint() + 1;
        if (tag <= text || seal.bytes[header + 1] != '.') {
            throw new SealBroken("The customer's seal has another number of parts");
        }
        ByteBuffer tagBytes = decoded(seal, tag, seal.to);
        if (tagBytes.remaining() != TAG_BYTES) {
            throw new SealBroken("The customer's seal has a tag of " + tagBytes.remaining() + " bytes instead of 16");
        }
        SecretKey key = headers.key(seal.bytes, seal.from, header);
        byte[] nonceBytes = Base64.getUrlDecoder().decode(Arrays.copyOfRange(seal.bytes, nonce, text - 1));
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonceBytes));
        cipher.updateAAD(seal.bytes, seal.from, header - seal.from);
        ByteBuffer textBytes = decoded(seal, text, tag - 1);
        int length = textBytes.remaining();
        if (sealed.length < length + TAG_BYTES) {
            sealed = new byte[2 * (length + TAG_BYTES)];
            content = new byte[sealed.length];
        }
        textBytes.get(sealed, 0, length);
        tagBytes.get(sealed, length, TAG_BYTES);
        return cipher.doFinal(sealed, 0, length + TAG_BYTES, content, 0);
    }

    private static ByteBuffer decoded(SealedCustomer seal, int from, int to) {
        return Base64.getUrlDecoder().decode(ByteBuffer.wrap(seal.bytes, from, to - from));
    }
}
