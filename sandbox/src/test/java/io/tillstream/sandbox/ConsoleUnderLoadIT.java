package io.tillstream.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.tillstream.sandbox.stack.Stack;
import io.tillstream.sandbox.traffic.Scenario;
import io.tillstream.sandbox.traffic.TrafficGenerator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
import org.openqa.selenium.Dimension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console in a real browser, while shoppers buy and things go wrong. */
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
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Longer by {@code -Dtraffic.seconds=60}, for a look at every scenario as its button has it. */
    private static final int SECONDS = Integer.getInteger("traffic.seconds", 9);

    private static final int SECONDS_OF_A_LOOK = 30;

    /** A third of it is enough for some pages to be looked at while Meta is down. */
    private static final int SECONDS_OF_OUTAGE = Math.max(SECONDS, 27);

    private static Stack stack;
    private static ConfigurableApplicationContext traffic;
    private static long before;

    @BeforeAll
    static void start() {
        stack = RunningStack.get();
        traffic = TrafficGenerator.start(stack);
        before = beforeAnything();
    }

    @AfterAll
    static void stop() {
        traffic.close();
    }

    @Test
    void every_page_stands_while_meta_is_down_and_the_books_balance_during_and_after() throws Exception {
        try (Browser browser = Browser.open()) {
            signIn(browser);
            long paidBefore = paid(browser);
            run(Scenario.META_OUTAGE, SECONDS_OF_OUTAGE);

            StringBuilder seen = new StringBuilder();
            for (String page : PAGES) {
                browser.get(console(page));
                assertThat(new AxeBuilder().analyze(browser.driver).getViolations())
                        .as(page)
                        .isEmpty();
                browser.screenshot("console" + page.replaceAll("[/.]", "-"));
                assertThat(widthAtPhone(browser)).as(page).isLessThanOrEqualTo(320);
                seen.append(browser.driver.getPageSource());
            }
            browser.get(console("/"));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(browser.driver.findElements(By.cssSelector("[data-samples] tbody tr")))
                                    .hasSizeGreaterThan(2));
            assertThat(browser.driver.findElements(By.cssSelector("figure canvas")))
                    .hasSize(3);
            awaitEnd();

            awaitBalance(browser, paidBefore);
            browser.get(console("/"));
            assertThat(browser.find(By.tagName("main")).getText()).contains("unreachable", "passing fault");
            seen.append(browser.driver.getPageSource());
            for (String file : FILES) {
                seen.append(browser.driver.executeAsyncScript(
                        "const told = arguments[1]; fetch('/export/' + arguments[0] + '.csv').then(file => file.text()).then(told)",
                        file));
            }
            assertThat(CUSTOMERS)
                    .allSatisfy(name ->
                            assertThat(seen.toString().contains(name)).as(name).isFalse());
            assertThat(browser.complaints()).isEmpty();
            new Guarantees(stack).hold();
        }
    }

    /** What befalls the stack in the others than those above and below, and what of it can be seen on the page Now. */
    @ParameterizedTest
    @MethodSource("others")
    void the_books_never_come_apart_and_balance_when_it_is_over(Scenario scenario) throws Exception {
        try (Browser browser = Browser.open()) {
            signIn(browser);
            long paidBefore = paid(browser);
            run(scenario, SECONDS);
            browser.get(console("/"));
            List<String> verdicts = new ArrayList<>();
            StringBuilder seen = new StringBuilder();
            await().atMost(Duration.ofSeconds(SECONDS + 60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        verdicts.add(books(browser, "verdict"));
                        seen.append(browser.driver.executeScript("return document.querySelector('main').innerText"));
                        return running().path("over").asBoolean();
                    });
            browser.screenshot(
                    "console-" + scenario.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            awaitEnd();

            awaitBalance(browser, paidBefore);
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
     * On demand also a limit of Meta's, the shortest of which is a minute, as {@link MetaFaultsIT} waits for one; and
     * the load in which nothing goes wrong, which each of the others begins and ends with.
     */
    static Stream<Scenario> others() {
        Set<Scenario> others = EnumSet.allOf(Scenario.class);
        others.removeAll(Set.of(Scenario.META_OUTAGE, Scenario.POISON));
        if (SECONDS < SECONDS_OF_A_LOOK) {
            others.removeAll(Set.of(Scenario.THROTTLING, Scenario.STEADY));
        }
        return others.stream();
    }

    /**
     * What the killed dispatcher had asked Meta to take: no more than came in the two seconds before the kill and the three
     * that a slow Meta takes.
     */
    private static Set<String> inFlight() {
        Set<String> repeats = new HashSet<>(new Guarantees(stack).repeats());
        repeats.removeAll(Guarantees.REPEATED);
        assertThat(repeats.size()).isLessThanOrEqualTo(5 * Scenario.DISPATCHER_KILLED.perSecond());
        return repeats;
    }

    @Test
    void orders_that_meta_refused_are_let_go_again_by_an_operator() throws Exception {
        try (Browser browser = Browser.open()) {
            signIn(browser);
            long deadBefore = refused(browser);
            long paidBefore = paid(browser);
            run(Scenario.POISON, SECONDS);
            awaitEnd();
            awaitBalance(browser, paidBefore);
            assertThat(refused(browser)).isGreaterThan(deadBefore);
            browser.screenshot("console-dead-letters-poison");

            browser.click(By.xpath("//button[starts-with(., 'Preview a replay of all')]"));
            browser.screenshot("console-replay-preview");
            browser.type("why", "the values are in range now");
            browser.click(By.cssSelector("main button.primary"));
            browser.awaitText(By.tagName("main"), "Ended: done");
            browser.screenshot("console-replay");

            await().atMost(Duration.ofSeconds(60)).until(() -> refused(browser) == deadBefore);
            assertThat(missing(browser)).isEqualTo(before);
            browser.get(console("/audit"));
            assertThat(browser.find(By.tagName("main")).getText()).contains("the values are in range now", "done");
            assertThat(browser.complaints()).isEmpty();
            new Guarantees(stack).hold();
        }
    }

    private static void signIn(Browser browser) {
        browser.get(console("/sign-in"));
        browser.type("username", Stack.OPERATOR);
        browser.type("password", stack.operatorPassword());
        browser.click(By.cssSelector("main button"));
    }

    /** Paid orders that are in no other column; other tests publish some that no shop knows, and so it may be below 0. */
    private static long missing(Browser browser) {
        browser.get(console("/"));
        return Long.parseLong(books(browser, "missing"));
    }

    /** Once all that was paid in the scenario is in the books, which the shop writes anew every few seconds. */
    private static void awaitBalance(Browser browser, long paidBefore) {
        long all = paidBefore + running().path("paid").asInt();
        await().atMost(Duration.ofSeconds(60)).until(() -> paid(browser) >= all && missing(browser) == before);
    }

    private static long paid(Browser browser) {
        browser.get(console("/"));
        return Long.parseLong(
                String.valueOf(browser.driver.executeScript("return document.querySelector('.books b').innerText"))
                        .replace(",", ""));
    }

    /** What the page says of the books at this moment; it may be made anew at the next. */
    private static String books(Browser browser, String which) {
        return String.valueOf(browser.driver.executeScript(
                "return document.querySelector('[data-verdict]').dataset[arguments[0]]", which));
    }

    /** Once it stays: the shop's side follows within seconds. */
    private static long beforeAnything() {
        try (Browser browser = Browser.open()) {
            signIn(browser);
            long[] last = {missing(browser)};
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(7))
                    .until(() -> {
                        long now = missing(browser);
                        boolean same = now == last[0];
                        last[0] = now;
                        return same;
                    });
            return last[0];
        }
    }

    /** Open dead letters that Meta refused. */
    private static long refused(Browser browser) {
        browser.get(console("/dead-letters?reason=refused&state=open"));
        return Long.parseLong(
                browser.find(By.cssSelector("main form caption span")).getText());
    }

    private static Long widthAtPhone(Browser browser) {
        browser.driver.manage().window().setSize(new Dimension(500, 900));
        browser.driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 320, "height", 800, "deviceScaleFactor", 1, "mobile", true));
        Long width = (Long) browser.driver.executeScript("return document.documentElement.scrollWidth");
        browser.driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        browser.driver.manage().window().setSize(new Dimension(1280, 900));
        return width;
    }

    private static String console(String path) {
        return Stack.url(stack.ports().dispatcher()) + path;
    }

    private static void run(Scenario scenario, int seconds) throws Exception {
        String address = Stack.url(stack.ports().traffic()) + "/scenarios/" + scenario + "?seconds=" + seconds;
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(URI.create(address))
                                        .POST(BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(303);
    }

    private static void awaitEnd() {
        await().atMost(Duration.ofSeconds(SECONDS_OF_OUTAGE + 60))
                .until(ConsoleUnderLoadIT::running, run -> run.path("over").asBoolean());
        JsonNode run = running();
        assertThat(run.path("phase").asString()).isEqualTo("done");
        assertThat(run.path("paid").asInt()).isGreaterThan(SECONDS);
        assertThat(run.path("failed").asInt()).isZero();
    }

    private static JsonNode running() {
        try {
            return JsonMapper.shared()
                    .readTree(HTTP.send(
                                    HttpRequest.newBuilder(URI.create(
                                                    Stack.url(stack.ports().traffic()) + "/run"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
