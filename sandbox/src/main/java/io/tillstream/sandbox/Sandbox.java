package io.tillstream.sandbox;

import io.tillstream.sandbox.stack.DataFolder;
import io.tillstream.sandbox.stack.Jars;
import io.tillstream.sandbox.stack.Ports;
import io.tillstream.sandbox.stack.SandboxProblem;
import io.tillstream.sandbox.stack.ServiceProcess;
import io.tillstream.sandbox.stack.Stack;
import io.tillstream.sandbox.traffic.TrafficGenerator;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts everything, prints the addresses to open, and runs until Ctrl-C. */
public final class Sandbox {

    private static final int FIRST_PORT = 8080;

    private final PrintStream out;
    private final long started = System.nanoTime();

    private Sandbox(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new Sandbox(System.out).run());
    }

    private int run() throws InterruptedException {
        Path root = Path.of(System.getProperty("sandbox.root", "."));
        try {
            DataFolder data = DataFolder.open(root.resolve("sandbox/data").normalize());
            Stack stack = new Stack(data, new Ports(port()), Jars.below(root));
            CountDownLatch stopped = stopOnSignal(stack);
            stack.start(this::step);
            ConfigurableApplicationContext traffic = TrafficGenerator.start(stack);
            printAddresses(stack, data);
            watch(stack, stopped);
            traffic.close();
            return 0;
        } catch (SandboxProblem e) {
            out.println();
            out.println("The sandbox cannot run. " + e.getMessage());
            return 1;
        }
    }

    private void step(String what) {
        out.printf("%5.1f s  starting %s ...%n", seconds(), what);
    }

    private void printAddresses(Stack stack, DataFolder data) {
        Ports ports = stack.ports();
        out.printf("%5.1f s  ready%n%n", seconds());
        row("Shop", Stack.url(ports.shop()), "buy something; first accept the question at the bottom");
        row("Another shop", stack.paperMoon(), "a static site with Payment Links and one script tag");
        row("Payments", Stack.url(ports.stripe()), "the stand-in for Stripe: sessions, webhooks");
        row("Events", Stack.url(ports.meta()), "the stand-in for Meta: received events, paired");
        row(
                "Console",
                Stack.url(ports.dispatcher()),
                "the result of each order; sign in as " + Stack.OPERATOR + " with " + stack.operatorPassword());
        row("Owner's pages", Stack.url(ports.shopManagement()), "orders and products of the shop; the same sign-in");
        row("Traffic", Stack.url(ports.traffic()), "many shoppers, and simulated faults");
        row("Shop's metrics", Stack.url(ports.shopManagement()) + "/actuator/prometheus", "");
        row("Dispatcher's", Stack.url(ports.dispatcher()) + "/actuator/prometheus", "");
        row("Logs", data.logs().toString(), "");
        out.printf("%nCtrl-C stops everything; the data is kept for the next start.%n");
        out.flush();
    }

    private void row(String name, String address, String what) {
        out.printf("  %-15s %-46s %s%n", name, address, what);
    }

    private static CountDownLatch stopOnSignal(Stack stack) {
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stopping.countDown();
                            stack.close();
                        },
                        "sandbox-stop"));
        return stopping;
    }

    /** Prints a line, once, for each process that ends although the sandbox did not stop it. */
    private void watch(Stack stack, CountDownLatch stopping) throws InterruptedException {
        Set<String> gone = new HashSet<>();
        while (!stopping.await(Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS)) {
            for (ServiceProcess process : stack.processes()) {
                if (!process.alive() && gone.add(process.name())) {
                    out.println(process.name() + " has ended. Its log: " + process.log());
                }
            }
        }
    }

    private static int port() {
        String text = Objects.requireNonNullElse(System.getenv("SANDBOX_PORT"), Integer.toString(FIRST_PORT));
        if (!text.matches("\\d{4,5}") || Integer.parseInt(text) > 65_000) {
            throw new SandboxProblem(
                    "SANDBOX_PORT is '" + text + "'; it takes the first of ten ports in a row, 1024 to 65000");
        }
        return Integer.parseInt(text);
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }
}
