package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import io.tillstream.sandbox.traffic.Scenario;
import io.tillstream.sandbox.traffic.TrafficGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.springframework.context.ConfigurableApplicationContext;

/** The console in a real browser, while shoppers buy and faults occur. */
@Tag("browser")
class ConsoleUnderLoadIT {

    private static final List<String> PAGES = List.of(
            "/",
            "/topics",
            "/topics/shop.order-completed.v1",
            "/topics/capi.receipts.v1",
            "/orders",
            "/dead-letters",
            "/quality",
            "/config",
            "/audit");
    private static final List<String> CUSTOMERS =
            List.of("load.customer", "Loadia", "Trafficson", "hidden.customer", "Verysecret", "91234567");
    private static final List<String> FILES = List.of(
            "partitions",
            "instances",
            "attempts",
            "breakers",
            "revenue",
            "reasons",
            "match-keys",
            "topics",
            "dead-letters",
            "dead-letter-causes",
            "settings",
            "audit");
    private static final Map<Scenario, String> SEEN = Map.of(
            Scenario.TOKEN_EXPIRY, "Meta refuses the token",
            Scenario.THROTTLING, "throttled",
            Scenario.DISPATCHER_KILLED, "capi-dispatcher-2");

    /** The length of a scenario. {@code -Dtraffic.seconds=60} runs every scenario as long as its button does. */
    private static final int SECONDS = Integer.getInteger("traffic.seconds", 9);

    private static final int SECONDS_OF_FULL_RUN = 30;

    /** Meta is down for a third of it, which is long enough to open some pages. */
    private static final int SECONDS_OF_OUTAGE = Math.max(SECONDS, 18);

    private static Stack stack;
    private static ConfigurableApplicationContext traffic;
    private static TrafficScenarios scenarios;

    /** Missing orders before the first scenario: none, unless an earlier test left some. */
    private static long before;

    @BeforeAll
    static void start() {
        stack = RunningStack.get();
        traffic = TrafficGenerator.start(stack);
        scenarios = new TrafficScenarios(stack);
        try (Browser browser = Browser.open()) {
            before = OperatorConsole.open(stack, browser).stableMissing();
        }
    }

    @AfterAll
    static void stop() {
        traffic.close();
    }

    @Test
    void every_page_works_while_meta_is_down_and_the_books_balance_afterwards() throws Exception {
        try (Browser browser = Browser.open()) {
            OperatorConsole console = OperatorConsole.open(stack, browser);
            long paidBefore = console.paid();
            scenarios.start(Scenario.META_OUTAGE, SECONDS_OF_OUTAGE);

            StringBuilder seen = new StringBuilder();
            for (String page : PAGES) {
                console.get(page);
                assertThat(browser.violations()).as(page).isEmpty();
                browser.screenshot("console" + page.replaceAll("[/.]", "-"));
                assertThat(browser.widthAtPhone()).as(page).isLessThanOrEqualTo(320);
                seen.append(browser.driver.getPageSource());
            }
            console.get("/");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(browser.driver.findElements(By.cssSelector("[data-samples] tbody tr")))
                                    .hasSizeGreaterThan(2));
            assertThat(browser.driver.findElements(By.cssSelector("figure canvas")))
                    .hasSize(3);
            awaitEnd();

            awaitBalance(console, paidBefore);
            console.get("/");
            assertThat(browser.find(By.tagName("main")).getText()).contains("unreachable", "passing fault");
            seen.append(browser.driver.getPageSource());
            for (String file : FILES) {
                seen.append(browser.driver.executeAsyncScript(
                        "const done = arguments[1]; fetch('/export/' + arguments[0] + '.csv').then(file => file.text()).then(done)",
                        file));
            }
            assertThat(CUSTOMERS)
                    .allSatisfy(name ->
                            assertThat(seen.toString().contains(name)).as(name).isFalse());
            assertThat(browser.complaints()).isEmpty();
            new Guarantees(stack).hold();
        }
    }

    /** Runs each scenario that has no separate test, and checks what the page Now shows of it. */
    @ParameterizedTest
    @MethodSource("others")
    void the_books_never_contradict_each_other_and_balance_at_the_end(Scenario scenario) throws Exception {
        try (Browser browser = Browser.open()) {
            OperatorConsole console = OperatorConsole.open(stack, browser);
            long paidBefore = console.paid();
            scenarios.start(scenario, SECONDS);
            console.get("/");
            List<String> verdicts = new ArrayList<>();
            StringBuilder seen = new StringBuilder();
            // On a busy machine the two starts of a dispatcher in DISPATCHER_KILLED take a minute.
            await().atMost(Duration.ofSeconds(SECONDS + 150))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        verdicts.add(console.books("verdict"));
                        seen.append(browser.driver.executeScript("return document.querySelector('main').innerText"));
                        return scenarios.over();
                    });
            browser.screenshot(
                    "console-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            awaitEnd();

            awaitBalance(console, paidBefore);
            if (before == 0) {
                assertThat(verdicts).doesNotContain("APART");
            }
            assertThat(seen.toString()).contains(SEEN.getOrDefault(scenario, ""));
            assertThat(browser.complaints()).isEmpty();
            if (scenario == Scenario.DISPATCHER_KILLED) {
                Guarantees.REPEATED.addAll(inFlight());
            }
            new Guarantees(stack).hold();
        }
    }

    /**
     * A full run also has throttling, as Meta's shortest limit is a minute and {@link MetaFaultsIT} already waits for one,
     * and the load without a fault, with which every other scenario begins and ends.
     */
    static Stream<Scenario> others() {
        Set<Scenario> others = EnumSet.allOf(Scenario.class);
        others.removeAll(Set.of(Scenario.META_OUTAGE, Scenario.POISON));
        if (SECONDS < SECONDS_OF_FULL_RUN) {
            others.removeAll(Set.of(Scenario.THROTTLING, Scenario.STEADY));
        }
        return others.stream();
    }

    /**
     * The events that the killed dispatcher had in flight: at most those of the two seconds before the kill and of the three
     * seconds that a slow Meta takes.
     */
    private static Set<String> inFlight() {
        Set<String> repeats = new HashSet<>(new Guarantees(stack).repeats());
        repeats.removeAll(Guarantees.REPEATED);
        assertThat(repeats.size()).isLessThanOrEqualTo(5 * Scenario.DISPATCHER_KILLED.perSecond());
        return repeats;
    }

    @Test
    void an_operator_replays_the_orders_that_meta_refused() throws Exception {
        // The first request of a new dispatcher is slow, and Meta refuses for a few seconds only.
        new Shopper(stack).agrees().buys("tea-towel");
        new Guarantees(stack).hold();
        try (Browser browser = Browser.open()) {
            OperatorConsole console = OperatorConsole.open(stack, browser);
            long deadBefore = console.refused();
            long paidBefore = console.paid();
            scenarios.start(Scenario.POISON, SECONDS);
            awaitEnd();
            awaitBalance(console, paidBefore);
            assertThat(console.refused()).isGreaterThan(deadBefore);
            browser.screenshot("console-dead-letters-poison");

            browser.click(By.xpath("//button[starts-with(., 'Preview a replay of all')]"));
            browser.screenshot("console-replay-preview");
            browser.type("why", "the values are in range now");
            browser.click(By.cssSelector("main button.primary"));
            browser.awaitText(By.tagName("main"), "Ended: done");
            browser.screenshot("console-replay");

            await().atMost(Duration.ofSeconds(60)).until(() -> console.refused() == deadBefore);
            assertThat(console.missing()).isEqualTo(before);
            console.get("/audit");
            assertThat(browser.find(By.tagName("main")).getText()).contains("the values are in range now", "done");
            assertThat(browser.complaints()).isEmpty();
            new Guarantees(stack).hold();
        }
    }

    private static void awaitEnd() {
        scenarios.awaitEnd(Duration.ofSeconds(SECONDS_OF_OUTAGE + 60), SECONDS);
    }

    /** Waits until the console's books have all orders that the scenario paid. */
    private static void awaitBalance(OperatorConsole console, long paidBefore) {
        long all = paidBefore + scenarios.paid();
        await().atMost(Duration.ofSeconds(60)).until(() -> console.paid() >= all && console.missing() == before);
    }
}
