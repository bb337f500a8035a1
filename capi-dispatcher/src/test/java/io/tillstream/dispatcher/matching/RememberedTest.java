package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private final Remembered remembered = new Remembered("ct");
    private int made;

    @Test
    void a_remembered_value_has_the_hashes_that_it_would_have_made_again() {
        Random random = new Random(5);
        List<String> countries = List.of("", "DE", "SG", "us");
        for (int each = 0; each < 50_000; each++) {
            // More pairs than it remembers, so that new ones take the place of older ones.
            String value = "city " + random.nextInt(1_500);
            String country = countries.get(random.nextInt(countries.size()));
            assertThat(remembered.of(value, country, this::hashes))
                    .isEqualTo(List.of(Sha256.of(value + "|" + country)));
        }
        assertThat(made).isBetween(1_500, 49_000);
    }

    @Test
    void no_country_is_another_country_than_an_empty_one() {
        remembered.of("Berlin", "", this::hashes);

        assertThat(remembered.of("Berlin", null, this::hashes)).isEqualTo(List.of(Sha256.of("Berlin|null")));
    }

    @Test
    void a_long_value_is_not_remembered() {
        String value = "x".repeat(65);
        remembered.of(value, "DE", this::hashes);
        remembered.of(value, "DE", this::hashes);

        assertThat(made).isEqualTo(2);
    }

    private List<Sha256> hashes(String value, String country) {
        made++;
        return List.of(Sha256.of(value + "|" + country));
    }
}
