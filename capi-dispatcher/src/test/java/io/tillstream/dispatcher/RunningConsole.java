package io.tillstream.dispatcher;

import io.tillstream.backing.Backing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.context.ConfigurableApplicationContext;

/** A dispatcher with an operator and two analysts, and their browsers. Each class of tests has a dispatcher of its own. */
abstract class RunningConsole {

    static final Duration LONG = Duration.ofSeconds(30);
    static final String OPERATOR = "correct horse battery";
    static final String ANALYST = "staple of the reader";
    static final List<String> PAGES =
            List.of("/", "/topics", "/orders", "/dead-letters", "/quality", "/config", "/audit");
    static final List<String> FILES = List.of(
            "partitions",
            "instances",
            "samples",
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

    static MetaStub meta;
    static Orders orders;
    static ConfigurableApplicationContext dispatcher;

    final ConsoleReader operator = new ConsoleReader(RunningDispatcher.url(dispatcher, ""));
    final ConsoleReader analyst = new ConsoleReader(RunningDispatcher.url(dispatcher, ""));

    @BeforeAll
    static void start() throws Exception {
        meta = new MetaStub();
        orders = new Orders(Backing.kafka());
        dispatcher = RunningDispatcher.start(
                Backing.kafka(),
                meta.url(),
                Map.of(
                        "CONSOLE_OPERATORS",
                        "ops:" + OPERATOR,
                        "CONSOLE_ANALYSTS",
                        "ana:" + ANALYST + ",eve:" + ANALYST,
                        "META_ACCESS_TOKEN",
                        "a-token-nobody-may-see",
                        "dispatcher.dispatch.probe-every",
                        "1s"));
    }

    @AfterEach
    void heal() {
        meta.refused.clear();
        meta.troubles.clear();
    }

    @AfterAll
    static void stop() {
        dispatcher.close();
        orders.close();
        meta.close();
    }

    /** The open dead letter of a key, as partition@offset; empty when there is none. */
    String letter(String key) throws Exception {
        return letters(key).stream().findFirst().orElse("");
    }

    List<String> letters(String key) throws Exception {
        return Pattern.compile("href=\"/dead-letters/(\\d+@\\d+)\"")
                .matcher(operator.page("/dead-letters?state=open&text=" + key))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
