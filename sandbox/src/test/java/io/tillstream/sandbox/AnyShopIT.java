package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import tools.jackson.databind.JsonNode;

/** Sales of a static site that is not ours: one script tag and one webhook, and each sale is one Purchase at Meta. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(RunningStack.SECOND)
class AnyShopIT {

    private static final String BROWSER = "browser";
    private static final String SERVER = "server";

    /** Events that must not come are waited for as long as it takes others to come. */
    private static final Duration NOTHING_COMES = Duration.ofSeconds(5);

    private final Stack stack = RunningStack.second();
    private final Guarantees guarantees = new Guarantees(stack, Guarantees.SECOND);
    private final PaperMoonVisitor visitor = new PaperMoonVisitor(stack, guarantees);
    private @Nullable Browser opened;

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    @Tag("browser")
    void a_sale_by_payment_link_is_one_purchase_from_browser_and_server() throws Exception {
        Browser browser = visits("/?fbclid=AdClick_9", "granted");
        String fbp = cookie(browser, "_fbp");
        String session = opens(browser, "poster");
        browser.click(By.id("pay"));

        JsonNode server = visitor.awaitEvents(SERVER, session).getFirst();
        JsonNode pixel = visitor.awaitEvents(BROWSER, session).getFirst();

        assertThat(server.path("event_name").asString()).isEqualTo("Purchase");
        assertThat(server.path("action_source").asString()).isEqualTo("website");
        assertThat(server.path("event_source_url").asString()).startsWith(stack.paperMoon());
        JsonNode user = server.path("user_data");
        assertThat(user.path("fbp").asString()).isEqualTo(fbp);
        assertThat(user.path("fbc").asString()).endsWith(".AdClick_9");
        assertThat(user.path("client_user_agent").asString()).contains("Chrome");
        assertThat(server.path("custom_data").path("value").asDecimal()).isEqualByComparingTo("32");
        assertThat(server.path("custom_data").path("currency").asString()).isEqualTo("SGD");
        assertThat(pixel.path("ev").asString()).isEqualTo("Purchase");
        assertThat(pixel.path("fbp").asString()).isEqualTo(fbp);
        assertThat(pixel.path("cd[value]").asDecimal()).isEqualByComparingTo("32");

        browser.get(stack.paperMoon() + "/thanks.html?session_id=" + session);
        holdsNothingMore(BROWSER, session, 1);
        assertThat(visitor.events(SERVER, session)).hasSize(1);
        assertThat(browser.complaints()).isEmpty();
        guarantees.hold();
    }

    @Test
    @Tag("browser")
    void a_buy_button_carries_the_visitor_as_well() throws Exception {
        Browser browser = visits("/", "granted");
        String fbp = cookie(browser, "_fbp");
        browser.clickInside("stripe-buy-button", "button");
        String session = sessionOf(browser);
        visitor.pays(session);

        JsonNode server = visitor.awaitEvents(SERVER, session).getFirst();
        assertThat(server.path("user_data").path("fbp").asString()).isEqualTo(fbp);
        guarantees.hold();
    }

    @Test
    @Tag("browser")
    void a_buyer_who_closes_the_tab_before_the_thanks_page_is_reported_by_the_server() throws Exception {
        Browser browser = visits("/", "granted");
        String fbp = cookie(browser, "_fbp");
        String session = opens(browser, "poster");
        close();
        opened = null;
        visitor.pays(session);

        JsonNode user = visitor.awaitEvents(SERVER, session).getFirst().path("user_data");
        assertThat(user.path("fbp").asString()).isEqualTo(fbp);
        assertThat(user.path("client_user_agent").asString()).contains("Chrome");
        assertThat(visitor.events(BROWSER, session)).isEmpty();
        guarantees.hold();
    }

    @Test
    @Tag("browser")
    void a_buyer_who_returns_in_another_browser_fires_no_second_pixel_event() throws Exception {
        Browser first = visits("/", "granted");
        String session = opens(first, "poster");
        first.click(By.id("pay"));
        visitor.awaitEvents(BROWSER, session);
        first.close();

        Browser second = visits("/thanks.html?session_id=" + session, "granted");

        holdsNothingMore(BROWSER, session, 1);
        assertThat(second.complaints()).isEmpty();
        guarantees.hold();
    }

    @Test
    @Tag("browser")
    void a_buyer_who_refused_is_not_reported() throws Exception {
        Browser browser = visits("/?fbclid=AdClick_9", "denied");
        String session = opens(browser, "poster");
        browser.click(By.id("pay"));

        assertThat(visitor.awaitReceipt(session).path("reason").asString()).isEqualTo("no_consent");
        holdsNothingMore(BROWSER, session, 0);
        assertThat(visitor.events(SERVER, session)).isEmpty();
        assertThat(browser.driver.manage().getCookieNamed("_fbp")).isNull();
        guarantees.hold();
    }

    @Test
    void a_buyer_without_javascript_is_accounted_for_with_a_reason() throws Exception {
        String session = visitor.opens(visitor.link("poster"));
        visitor.pays(session);

        assertThat(visitor.awaitReceipt(session).path("reason").asString()).isIn("no_consent", "no_user_agent");
        assertThat(visitor.events(BROWSER, session)).isEmpty();
        guarantees.hold();
    }

    @Test
    @Tag("browser")
    void of_a_subscription_only_the_first_invoice_is_reported() throws Exception {
        Browser browser = visits("/", "granted");
        String session = opens(browser, "club");
        visitor.pays(session);
        assertThat(visitor.awaitEvents(SERVER, session)
                        .getFirst()
                        .path("custom_data")
                        .path("value")
                        .asDecimal())
                .isEqualByComparingTo("19");

        String renewal = visitor.renews(session, true);
        String failed = visitor.renews(session, false);

        holdsNothingMore(SERVER, session, 1);
        for (String invoice : new String[] {visitor.invoice(session), renewal, failed}) {
            assertThat(visitor.events(SERVER, invoice)).isEmpty();
        }
        guarantees.hold();
    }

    @Test
    @Tag("browser")
    void of_a_trial_only_the_first_payment_is_reported() throws Exception {
        Browser browser = visits("/", "granted");
        String fbp = cookie(browser, "_fbp");
        browser.click(By.cssSelector("#club a.quiet"));
        String session = sessionOf(browser);
        visitor.pays(session);
        String first = visitor.renews(session, true);
        JsonNode server = visitor.awaitEvents(SERVER, first).getFirst();
        String second = visitor.renews(session, true);

        assertThat(server.path("action_source").asString()).isEqualTo("system_generated");
        assertThat(server.path("user_data").path("fbp").asString()).isEqualTo(fbp);
        holdsNothingMore(SERVER, session, 0);
        assertThat(visitor.events(SERVER, second)).isEmpty();
        guarantees.hold();
    }

    /** Opens a page of the shop with a new browser and answers its banner. */
    private Browser visits(String path, String choice) {
        Browser browser = Browser.open();
        opened = browser;
        browser.get(stack.paperMoon() + path);
        browser.find(By.cssSelector("#consent [data-consent-choice=" + choice + "]"))
                .click();
        return browser;
    }

    /** Follows the link of the goods, which the script has marked. Returns the id of the session. */
    private static String opens(Browser browser, String goods) {
        By link = By.cssSelector("#" + goods + " a.buy");
        assertThat(browser.find(link).getDomProperty("href")).contains("client_reference_id=ts_");
        browser.click(link);
        return sessionOf(browser);
    }

    private static String sessionOf(Browser browser) {
        return browser.driver.getCurrentUrl().replaceFirst(".*/", "");
    }

    private static String cookie(Browser browser, String name) {
        return await().until(() -> browser.driver.manage().getCookieNamed(name), Cookie.class::isInstance)
                .getValue();
    }

    /** The reconciler reads the sale again meanwhile. */
    private void holdsNothingMore(String source, String eventId, int number) throws Exception {
        assertThat(new StripeActions(stack)
                        .postToShop("/actuator/reconciliation")
                        .statusCode())
                .isEqualTo(202);
        await().during(NOTHING_COMES)
                .atMost(NOTHING_COMES.multipliedBy(4))
                .until(() -> visitor.events(source, eventId).size() == number);
    }
}
