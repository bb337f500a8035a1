package io.tillstream.shop.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.shop.RunningShop;
import io.tillstream.shop.ShopApplication;
import io.tillstream.shop.Topic;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Sales from before the first start with {@code SALES=account}. */
@TestPropertySource(properties = {"SALES=account", "SALES_SINCE=2099-01-01", "CONSENT_MODE=opt-out"})
class BackfillIT extends RunningShop {

    private static final int SALES = Integer.getInteger("backfill.sales", 25);

    private final Properties before = (Properties) System.getProperties().clone();

    @BeforeEach
    void onlyItsOwnSales() {
        STRIPE.forgetAll();
    }

    @AfterEach
    void restore() {
        System.setProperties(before);
        STRIPE.forgetAll();
    }

    @Test
    void earlier_sales_become_orders_only_when_they_are_asked_for() throws Exception {
        List<String> sales = sales(SALES);
        List<String> broken = sales(SALES / 25);
        broken.forEach(each -> STRIPE.change(each, session -> session.putNull("amount_subtotal")));
        assertThat(completed(sales.getFirst()).body()).contains("No order of ours");

        String preview = run(0, "--days=1", "--dry-run");
        assertThat(preview).contains("would become orders").contains("Nothing was changed");
        assertThat(orders(sales)).isZero();

        String report = run(1, "--days=1");
        assertThat(report).contains("not readably");
        assertThat(orders(sales)).isEqualTo(sales.size());

        broken.forEach(each -> STRIPE.change(
                each,
                session -> session.put(
                        "amount_subtotal", session.path("amount_total").asLong())));
        run(0, "--days=1");
        run(0, "--days=1");
        sales.addAll(broken);
        assertThat(orders(sales)).isEqualTo(sales.size());
        Set<String> all = Set.copyOf(sales);
        await().untilAsserted(() -> assertThat(
                        Topic.read("shop.order-completed.v1", record -> all.contains(record.key())))
                .hasSize(sales.size()));
    }

    @Test
    void wrong_arguments_are_explained() {
        assertThat(run(2, "--days=8")).contains("Usage: backfill --days=1..7");
        assertThat(run(2, "--dry-run")).contains("Usage: backfill --days=1..7");
    }

    private static String run(int exitCode, String... arguments) {
        environment().forEach(System::setProperty);
        System.setProperty("SALES", "account");
        System.setProperty("CONSENT_MODE", "opt-out");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = BackfillCommand.run(ShopApplication.class, arguments, new PrintStream(out, true, UTF_8));
        assertThat(code).as(out.toString(UTF_8)).isEqualTo(exitCode);
        return out.toString(UTF_8);
    }

    private static List<String> sales(int number) {
        List<String> sales = new ArrayList<>();
        for (int each = 0; each < number; each++) {
            sales.add(STRIPE.others.sale(1000 + each, session -> {}));
        }
        return sales;
    }

    private long orders(List<String> sessions) {
        return jdbc.sql("select count(*) from orders where state = 'PAID' and stripe_session_id in (:sessions)")
                .param("sessions", sessions)
                .query(Long.class)
                .single();
    }
}
