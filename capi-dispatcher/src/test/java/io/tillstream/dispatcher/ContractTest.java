package io.tillstream.dispatcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.dispatcher.capi.CapiEvent;
import io.tillstream.dispatcher.deadletter.Origin;
import io.tillstream.dispatcher.deadletter.Reason;
import io.tillstream.dispatcher.dispatch.OrderMessage;
import io.tillstream.dispatcher.dispatch.Purchases;
import io.tillstream.dispatcher.matching.HashedCustomer;
import io.tillstream.dispatcher.order.CustomerSeal;
import io.tillstream.dispatcher.order.OrderCompleted;
import io.tillstream.dispatcher.order.OrderReader;
import io.tillstream.dispatcher.order.SealSettingsFor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ContractTest {

    private static final Path SAMPLES = Path.of("../contracts/samples");
    private static final CustomerSeal SEAL = SealSettingsFor.keys(read("customer-data-keys.txt"));

    private static final Path REFUSED = Path.of("../contracts/refused");

    static Stream<String> refused() throws IOException {
        return names(REFUSED);
    }

    static Stream<String> samples() throws IOException {
        return names(SAMPLES);
    }

    private static Stream<String> names(Path folder) throws IOException {
        return Files.list(folder)
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".json"))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_golden_sample_is_read_and_its_seal_opened(String name) {
        OrderCompleted order = order(name);

        assertThat(order.eventId()).isNotEmpty();
        if (order.customer() != null) {
            assertThat(HashedCustomer.of(SEAL.open(order.customer())).matchable())
                    .isTrue();
        }
        assertThat(order.consented() && order.customer() == null).isFalse();
    }

    @Test
    void an_order_without_consent_contains_no_customer() {
        assertThat(order("no-consent.json").consented()).isFalse();
        assertThat(order("no-consent.json").customer()).isNull();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_message_that_breaks_the_contract_is_a_dead_letter_that_names_the_field(String name) throws IOException {
        OrderMessage incoming = OrderMessage.read(
                Origin.unplaced(Files.readAllBytes(REFUSED.resolve(name))), new OrderReader(JsonMapper.shared()));

        assertThat(incoming).isInstanceOfSatisfying(OrderMessage.Unreadable.class, letter -> {
            assertThat(letter.reason()).isEqualTo(Reason.SCHEMA);
            assertThat(letter.detail())
                    .containsAnyOf(
                            "paidAt",
                            "quantity",
                            "livemode",
                            "consent",
                            "total",
                            "eventId",
                            "event ",
                            "actionSource",
                            "site",
                            "sourceUrl",
                            "expectedValue")
                    .doesNotContain("1795162530", "1970", "2000000000", "1e3", "ines.moreau", "Lead", "Website");
        });
    }

    @Test
    void a_card_order_in_singapore_dollars() throws Exception {
        OrderCompleted order = order("card-sgd.json");
        HashedCustomer customer = HashedCustomer.of(SEAL.open(order.sealedCustomer()));

        assertThat(order.total()).isEqualTo(new BigDecimal("11.00"));
        assertThat(order.currency()).isEqualTo("SGD");
        assertThat(order.paidAt()).isEqualTo(Instant.parse("2026-11-20T08:15:30Z"));
        assertThat(order.consented()).isTrue();
        assertThat(customer.emails()).hasToString(hashes("aisha.tan@example.com"));
        assertThat(customer.phones()).hasToString(hashes("6561234567"));
        assertThat(customer.firstNames()).hasToString(hashes("aisha"));
        assertThat(customer.lastNames()).hasToString(hashes("tan"));
        assertThat(customer.fbc()).endsWith("IwAR2F4-dbP0l7Mn1IawQQGCINEz7PYXQvwjNwB_qa2ofrHyiLjcbCRxTDMgk");
    }

    @Test
    void an_order_in_yen_has_no_decimals() throws Exception {
        OrderCompleted order = order("card-jpy.json");
        HashedCustomer customer = HashedCustomer.of(SEAL.open(order.sealedCustomer()));

        assertThat(order.total()).isEqualTo(new BigDecimal("1100"));
        assertThat(customer.phones()).hasToString(hashes("819012345678"));
        assertThat(customer.cities()).hasToString(hashes("渋谷区"));
        assertThat(customer.postalCodes()).hasToString(hashes("1500002"));
    }

    @Test
    void an_order_of_a_customer_who_has_bought_before() {
        assertThat(order("returning-customer.json").customerSegmentation()).isEqualTo("existing");
        assertThat(order("card-sgd.json").customerSegmentation()).isNull();
    }

    @Test
    void an_order_of_three_items() {
        assertThat(order("three-items.json").items())
                .extracting(OrderCompleted.Item::sku)
                .containsExactly("notebook", "brass-pen", "sticker");
    }

    @Test
    void a_customer_with_only_an_email() throws Exception {
        OrderCompleted order = order("email-only.json");
        HashedCustomer customer = HashedCustomer.of(SEAL.open(order.sealedCustomer()));

        assertThat(order.consented()).isFalse();
        assertThat(customer.emails()).hasToString(hashes("only@example.org"));
        assertThat(Stream.of(
                        customer.phones(),
                        customer.firstNames(),
                        customer.cities(),
                        customer.countries(),
                        customer.externalIds()))
                .allMatch(List::isEmpty);
        assertThat(customer.ip()).isNull();
    }

    @Test
    void an_order_with_limited_data_use() throws Exception {
        OrderCompleted order = order("limited-data-use.json");
        HashedCustomer customer = HashedCustomer.of(SEAL.open(order.sealedCustomer()));

        assertThat(order.dataProcessing()).isEqualTo(new OrderCompleted.DataProcessing(List.of("LDU"), 1, 1000));
        assertThat(order.referrerUrl()).isEqualTo("https://www.example.org/gifts?page=2");
        assertThat(customer.lastNames()).hasToString(hashes("díaz"));
        assertThat(customer.genders()).hasToString(hashes("f"));
        assertThat(customer.birthDates()).hasToString(hashes("19880229"));
        assertThat(customer.states()).hasToString(hashes("ca"));
        assertThat(customer.postalCodes()).hasToString(hashes("94103"));
    }

    @Test
    void a_payment_link_sale_has_the_id_of_its_session_and_a_site() {
        OrderCompleted order = order("payment-link.json");

        assertThat(order.eventId()).startsWith("cs_live_").isEqualTo(order.orderId());
        assertThat(order.site()).isEqualTo("tea.example.com");
        assertThat(order.onWebsite()).isTrue();
        assertThat(order.eventName()).isEqualTo("Purchase");
    }

    @Test
    void a_renewal_happens_on_no_page() {
        OrderCompleted order = order("renewal.json");

        assertThat(order.where()).isEqualTo("system_generated");
        assertThat(order.sourceUrl()).isNull();
        assertThat(SEAL.open(order.sealedCustomer()).userAgent()).isNull();
    }

    @Test
    void a_trial_for_nothing_has_no_value_and_needs_no_items() {
        OrderCompleted order = order("start-trial.json");

        assertThat(order.eventName()).isEqualTo("StartTrial");
        assertThat(order.value()).isNull();
        assertThat(order.items()).isEmpty();
    }

    @Test
    void a_trial_may_say_what_it_is_expected_to_bring_and_that_goes_to_meta_as_its_value() {
        OrderCompleted order = order("start-trial-expected-value.json");

        assertThat(order.total()).isEqualTo(new BigDecimal("0.00"));
        assertThat(order.value()).isEqualTo(new BigDecimal("19.00"));
        assertThat(Purchases.event(order, HashedCustomer.of(SEAL.open(order.sealedCustomer())))
                        .value())
                .isEqualTo(new CapiEvent.Money(new BigDecimal("19.00"), "USD"));
    }

    private static OrderCompleted order(String name) {
        return Objects.requireNonNull(
                new OrderReader(JsonMapper.shared()).read(read(name).getBytes(UTF_8)));
    }

    private static String hashes(String normalised) throws Exception {
        return List.of(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(normalised.getBytes("UTF-8"))))
                .toString();
    }

    private static String read(String name) {
        try {
            return Files.readString(SAMPLES.resolve(name)).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
