package io.tillstream.dispatcher.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import io.tillstream.dispatcher.Mutations;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomerSealTest {

    private static final byte[] KEY = new byte[32];
    private static final String NEW = "new:"
            + Base64.getEncoder().encodeToString(new byte[] {
                1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
            });
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString(KEY);

    private final CustomerSeal seal = SealSettingsFor.keys(NEW + "," + OLD);

    @Test
    void it_opens_what_a_jose_library_has_sealed_with_any_of_the_keys() throws JOSEException {
        Customer customer = open(sealed("old", EncryptionMethod.A256GCM, "{\"email\":\"jo@example.com\",\"later\":1}"));

        assertThat(customer.email()).isEqualTo("jo@example.com");
        assertThat(customer.phone()).isNull();
    }

    @Test
    void a_customer_never_shows_in_text() throws JOSEException {
        Customer customer = open(sealed("old", EncryptionMethod.A256GCM, "{\"email\":\"jo@example.com\"}"));

        assertThat(customer).hasToString("Customer[sealed]");
    }

    @Test
    void a_jose_library_opens_its_seal_with_the_first_key() throws Exception {
        JWEObject sealed = JWEObject.parse(seal.close("{\"email\":\"jo@example.com\"}".getBytes()));

        assertThat(sealed.getHeader().getKeyID()).isEqualTo("new");
        sealed.decrypt(new DirectDecrypter(Base64.getDecoder().decode(NEW.substring("new:".length()))));
        assertThat(sealed.getPayload()).hasToString("{\"email\":\"jo@example.com\"}");
        assertThat(open(sealed.serialize()).email()).isEqualTo("jo@example.com");
    }

    @Test
    void it_says_which_key_is_missing() throws JOSEException {
        String jwe = sealed("lost", EncryptionMethod.A256GCM, "{}");

        assertThatThrownBy(() -> open(jwe)).isInstanceOf(SealBroken.class).hasMessageContaining("key 'lost'");
    }

    @Test
    void it_does_not_open_a_changed_seal() throws JOSEException {
        String[] parts = sealed("old", EncryptionMethod.A256GCM, "{\"email\":\"jo@example.com\"}")
                .split("\\.", -1);
        for (int part : new int[] {2, 3, 4}) {
            String[] changed = parts.clone();
            changed[part] = (changed[part].charAt(0) == 'A' ? "B" : "A") + changed[part].substring(1);
            assertThatThrownBy(() -> open(String.join(".", changed))).isInstanceOf(SealBroken.class);
        }
        String[] header = parts.clone();
        header[0] = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"old\",\"x\":1}".getBytes());
        assertThatThrownBy(() -> open(String.join(".", header))).isInstanceOf(SealBroken.class);
    }

    @Test
    void it_accepts_only_one_form_of_seal() throws JOSEException {
        String cbc = sealed("old", EncryptionMethod.A128CBC_HS256, "{}");

        assertThatThrownBy(() -> open(cbc)).isInstanceOf(SealBroken.class).hasMessageContaining("A256GCM");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "....",
                "a.b.c",
                "a..b.c.d",
                "e30..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA",
                "jo@example.com"
            })
    void a_text_that_is_not_a_seal_is_reported_as_such(String text) {
        assertThatThrownBy(() -> open(text)).isInstanceOf(SealBroken.class);
    }

    @Test
    void the_message_about_an_unexpected_content_reveals_nothing_of_it() throws JOSEException {
        String jwe = sealed("old", EncryptionMethod.A256GCM, "jo@example.com");

        assertThatThrownBy(() -> open(jwe))
                .isInstanceOf(SealBroken.class)
                .hasMessageNotContaining("jo@example.com")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"x\"", "\"\"", "1", "true", "", " ", "{\"email\":{}}", "{} {", "[{}]"})
    void a_seal_without_an_object_is_broken(String content) {
        String jwe = seal.close(content.getBytes(UTF_8));

        assertThatThrownBy(() -> open(jwe)).isInstanceOf(SealBroken.class);
    }

    @Test
    void a_customer_of_a_megabyte_of_brackets_is_broken() {
        for (String opening : List.of("[", "{\"a\":", "{\"email\":[")) {
            String jwe = seal.close(opening.repeat((1 << 20) / opening.length()).getBytes(UTF_8));
            assertThatThrownBy(() -> open(jwe)).isInstanceOf(SealBroken.class);
        }
    }

    @Test
    void a_key_that_would_forge_a_log_line_is_cut_and_cleaned() throws JOSEException {
        String jwe = sealed("k\nERROR all is lost é" + "x".repeat(10_000), EncryptionMethod.A256GCM, "{}");

        assertThatThrownBy(() -> open(jwe)).isInstanceOfSatisfying(SealBroken.class, e -> {
            assertThat(e.keyUnknown()).isTrue();
            assertThat(e.getMessage()).hasSizeLessThan(300).matches("[ -~]+");
        });
    }

    @Test
    void a_hundred_thousand_changed_seals_open_or_are_reported_as_broken() {
        byte[] content = "{\"email\":\"jo@example.com\",\"phone\":\"+6561234567\",\"name\":\"Jo Doe\",\"later\":[1]}"
                .getBytes(UTF_8);
        byte[] jwe = seal.close(content).getBytes(UTF_8);
        Mutations mutations = new Mutations(14);
        int opened = 0;
        for (int each = 0; each < 100_000; each++) {
            // One half changes the seal, the other half changes the sealed text.
            String mutated = each % 2 == 0 ? new String(mutations.of(jwe), UTF_8) : seal.close(mutations.of(content));
            try {
                assertThat(open(mutated)).isNotNull();
                opened++;
            } catch (SealBroken e) {
                assertThat(e.getMessage()).doesNotContain("jo@example");
            }
        }
        assertThat(opened).isBetween(5_000, 49_000);
    }

    private static String sealed(String kid, EncryptionMethod method, String payload) throws JOSEException {
        JWEObject jwe = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.DIR, method).keyID(kid).build(), new Payload(payload));
        jwe.encrypt(new DirectEncrypter(KEY));
        return jwe.serialize();
    }

    private Customer open(String jwe) {
        return seal.open(SealedCustomer.of(jwe));
    }
}
