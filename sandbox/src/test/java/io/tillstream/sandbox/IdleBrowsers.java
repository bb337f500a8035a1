package io.tillstream.sandbox;

import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Browsers between two tests. A start of Chromium takes seconds; a used one is emptied instead, and stops with the JVM. */
final class IdleBrowsers {

    private static final Logger log = LoggerFactory.getLogger("io.tillstream.backing");
    private static final Deque<ChromeDriver> IDLE = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> IDLE.forEach(ChromeDriver::quit)));
    }

    private IdleBrowsers() {}

    /** A browser with an empty profile; nothing if none is idle. */
    static Optional<ChromeDriver> take() {
        for (ChromeDriver idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
            try {
                idle.getWindowHandle();
                return Optional.of(idle);
            } catch (WebDriverException e) {
                log.warn("an idle browser does not answer any more and is stopped", e);
                stop(idle);
            }
        }
        return Optional.empty();
    }

    /** Empties a browser and keeps it. A browser that cannot be emptied is stopped. */
    static void keep(ChromeDriver driver) {
        try {
            empty(driver);
            IDLE.push(driver);
        } catch (WebDriverException e) {
            log.warn("a used browser could not be emptied and is stopped", e);
            stop(driver);
        }
    }

    private static void stop(ChromeDriver driver) {
        try {
            driver.quit();
        } catch (WebDriverException e) {
            log.warn("its chromedriver has ended before", e);
        }
    }

    private static void empty(ChromeDriver driver) {
        Set<String> used = driver.getWindowHandles();
        // A tab has its own session storage, emulation and injected scripts.
        String fresh = driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
        used.forEach(tab -> driver.switchTo().window(tab).close());
        driver.switchTo().window(fresh);
        driver.manage().window().setSize(Browser.DESKTOP);
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
        driver.manage().logs().get(LogType.BROWSER);
    }
}
