package io.tillstream.sandbox;

import static org.awaitility.Awaitility.await;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import org.openqa.selenium.By;

/** The dispatcher's console in a browser, with an operator signed in. */
record OperatorConsole(Stack stack, Browser browser) {

    static OperatorConsole open(Stack stack, Browser browser) {
        OperatorConsole console = new OperatorConsole(stack, browser);
        browser.signIn(console.address("/sign-in"), stack.operatorPassword());
        return console;
    }

    void get(String path) {
        browser.get(address(path));
    }

    /** Paid orders in no other column. Below 0 if tests published orders without the shop. */
    long missing() {
        get("/");
        return Long.parseLong(books("missing"));
    }

    long paid() {
        get("/");
        return Long.parseLong(
                String.valueOf(browser.driver.executeScript("return document.querySelector('.books b').innerText"))
                        .replace(",", ""));
    }

    /** A field of the books on the open page Now, which the page may update at any time. */
    String books(String field) {
        return String.valueOf(browser.driver.executeScript(
                "return document.querySelector('[data-verdict]').dataset[arguments[0]]", field));
    }

    /** The number of open dead letters with reason refused. */
    long refused() {
        get("/dead-letters?reason=refused&state=open");
        return Long.parseLong(
                browser.find(By.cssSelector("main form caption span")).getText());
    }

    /** The number of missing orders once it is stable: the shop's totals follow within seconds. */
    long stableMissing() {
        long[] last = {missing()};
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    long now = missing();
                    boolean same = now == last[0];
                    last[0] = now;
                    return same;
                });
        return last[0];
    }

    private String address(String path) {
        return Stack.url(stack.ports().dispatcher()) + path;
    }
}
