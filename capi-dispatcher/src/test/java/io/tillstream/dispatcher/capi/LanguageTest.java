package io.tillstream.dispatcher.capi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.CustomerOf;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A machine in another country sends the very same bytes. Each runs in a JVM of its own, whose classes begin there. */
class LanguageTest {

    @ParameterizedTest
    @CsvSource({"tr,TR,''", "ar,EG,u-nu-arab", "th,TH,u-ca-buddhist-nu-thai", "de,DE,''"})
    void what_leaves_the_service_is_the_same_in_every_language(String language, String country, String extensions)
            throws IOException, InterruptedException {
        Process machine = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.language=" + language,
                        "-Duser.country=" + country,
                        "-Duser.extensions=" + extensions,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LanguageTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String there = new String(machine.getInputStream().readAllBytes(), UTF_8);

        assertThat(machine.waitFor()).isZero();
        String[] localeAndEvents = there.split("\n", 2);
        assertThat(localeAndEvents[0]).startsWith(language + "-" + country);
        assertThat(localeAndEvents[1]).isEqualTo(events());
        assertThat(localeAndEvents[1]).contains("\"value\":1234567.89", "\"event_time\":1795400000");
    }

    /** @param arguments none */
    public static void main(String[] arguments) {
        String text = java.util.Locale.getDefault().toLanguageTag() + "\n" + events();
        System.out.write(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length);
        System.out.flush();
    }

    private static String events() {
        return CapiText.of(List.of(
                event(Map.of(
                        "email",
                        "IRIS.ILGIN@EXAMPLE.COM",
                        "phone",
                        "(650) 555-1212",
                        "name",
                        "IRIS I. \u0130LI",
                        "gender",
                        "MISS",
                        "birthDate",
                        "16.2.1997",
                        "city",
                        "ILION",
                        "state",
                        "ILLINOIS",
                        "postalCode",
                        "60601-1234",
                        "country",
                        "United States",
                        "externalId",
                        "ID-I")),
                event(Map.of(
                        "email",
                        "info@example.in",
                        "phone",
                        "\u0661\u0660\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667",
                        "name",
                        "\u0130pek I\u015f\u0131k",
                        "birthDate",
                        "\u0e51\u0e59\u0e59\u0e57-02-16",
                        "city",
                        "DIYARBAKIR",
                        "country",
                        "INDIA",
                        "ip",
                        "2001:DB8::1I",
                        "customerId",
                        "KIRMIZI-17")),
                event(Map.of(
                        "phone",
                        "+1 650 555 1212",
                        "postalCode",
                        "SW1A 1AA",
                        "country",
                        "UNITED KINGDOM",
                        "state",
                        "CITY OF LONDON",
                        "birthDate",
                        "19970216",
                        "ip",
                        "8.8.8.8:51234",
                        "externalId",
                        "62A14E44F765419D10FEA99367361A727C12365E2520F32218D505ED9AA0F62F"))));
    }

    private static CapiEvent event(Map<String, String> customer) {
        return new CapiEvent(
                "Purchase",
                "e1",
                Instant.ofEpochSecond(1795400000L),
                "website",
                "https://shop.example.com/thanks",
                null,
                HashedCustomer.of(CustomerOf.fields(customer)),
                new CapiEvent.Money(new BigDecimal("1234567.89"), "INR"),
                "o1",
                List.of(new CapiEvent.Content("mug", 1234567, new BigDecimal("1.5"))),
                null,
                new CapiEvent.DataProcessing(List.of("LDU"), 1, 1000));
    }
}
