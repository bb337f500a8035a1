package io.tillstream.shop.visitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageAddressTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(nullValues = "-", textBlock = """
            https://shop.test/mugs/blue,                            https://shop.test/mugs/blue
            HTTPS://Shop.Test:8443/Mugs,                            https://shop.test:8443/Mugs
            https://shop.test,                                      https://shop.test/
            https://shop.test?email=jo@example.com,                 https://shop.test/
            https://shop.test/mugs?email=jo@example.com#jo,         https://shop.test/mugs
            https://shop.test/mugs;jsessionid=7F00,                 https://shop.test/mugs
            https://jo:secret@shop.test/mugs,                       https://shop.test/mugs
            https://shop.test/%E5%95%86%E5%93%81,                   https://shop.test/%E5%95%86%E5%93%81
            https://shop.test/orders/0123456789abcdef0123456789ab,  https://shop.test/orders/0123456789abcdef0123456789ab
            https://shop.test/a-long-name-of-a-very-nice-product,   https://shop.test/a-long-name-of-a-very-nice-product
            https://shop.test/u/jo@example.com,                     https://shop.test/
            https://shop.test/u/jo%40example.com,                   https://shop.test/
            https://shop.test/u/jo%2540example.com,                 https://shop.test/
            https://shop.test/u/jo%25252525252540example.com,       https://shop.test/
            https://shop.test/u/jo%EF%BC%A0example.com,             https://shop.test/
            https://shop.test/u/am9AZXhhbXBsZS5jb20=,               https://shop.test/
            https://shop.test/u/am9AZXhhbXBsZS5jb20/edit,           https://shop.test/
            https://shop.test/u/xam9AZXhhbXBsZS5jb20,               https://shop.test/
            https://shop.test/u/am9AZXhhbXBsZS5jb20%3D,             https://shop.test/
            https://shop.test/u/%61m9AZXhhbXBsZS5jb20,              https://shop.test/
            https://shop.test/u/6a6f406578616d706c652e636f6d,       https://shop.test/
            https://shop.test/a b,                                  https://shop.test/
            https://shop.test/\\evil,                               https://shop.test/
            javascript:alert(1),                                    -
            //shop.test/mugs,                                       -
            file:///etc/passwd,                                     -
            https://,                                               -
            '',                                                     -
            -,                                                      -""")
    void nothing_that_may_name_a_person_is_kept_of_a_page(String page, String kept) {
        assertThat(PageAddress.withoutPersons(page)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"982,true", "983,false"})
    void an_address_has_at_most_a_thousand_characters(int letters, boolean whole) {
        String page = "https://shop.test/" + "a-".repeat(letters / 2) + "a".repeat(letters % 2);

        assertThat(PageAddress.withoutPersons(page)).isEqualTo(whole ? page : "https://shop.test/");
    }
}
