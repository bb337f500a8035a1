package io.tillstream.dispatcher.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BirthDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "1997-02-16|19970216",
                "19970216|19970216",
                "2/16/1997|19970216",
                "16.02.1997|19970216",
                "1997/2/6|19970206",
                "03-05-1995|19950305",
                "31.12.1990 10:30|19901231",
                "1990-12-31T10:30:00Z|19901231",
                "12-31-1990-10-30|19901231",
                "16.02.1997 (told 3-4 times)|19970216",
                "since 2000 or 3 or 4|null",
                "１９９７年２月１６日|19970216",
                "2001-02-29|null",
                "16 February|null",
                "yesterday|null",
                "null|null"
            })
    void a_birth_date_is_year_month_and_day_or_left_out(String raw, String normal) {
        assertThat(BirthDate.normal(raw)).isEqualTo(only(normal));
    }

    private static List<String> only(String value) {
        return value == null ? List.of() : List.of(value);
    }
}
