package io.tillstream.sandbox.traffic;

import io.tillstream.sandbox.stack.Stack;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The page of scenarios, each with a button, and the state of the running one. */
@Controller
class TrafficPage {

    private static final long LONGEST_SECONDS = Duration.ofHours(1).toSeconds();

    private final Traffic traffic;
    private final Stack stack;

    TrafficPage(Traffic traffic, Stack stack) {
        this.traffic = traffic;
        this.stack = stack;
    }

    @GetMapping("/")
    String show(Model model) {
        model.addAttribute("scenarios", Scenario.values());
        model.addAttribute("run", traffic.run().orElse(null));
        model.addAttribute("console", Stack.url(stack.ports().dispatcher()));
        return "traffic/scenarios";
    }

    /** @param seconds 3 to 3600; null for the scenario's default length */
    @PostMapping("/scenarios/{scenario}")
    ResponseEntity<String> start(@PathVariable Scenario scenario, @RequestParam(required = false) Long seconds) {
        long length = seconds == null ? scenario.seconds() : Math.clamp(seconds, 3, LONGEST_SECONDS);
        if (!traffic.start(scenario, Duration.ofSeconds(length))) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body("Another scenario is running. Stop it first");
        }
        return backToThePage();
    }

    @PostMapping("/stop")
    ResponseEntity<String> stop() {
        traffic.run().ifPresent(ScenarioRun::stop);
        return backToThePage();
    }

    /** The state of the running scenario as JSON. */
    @GetMapping("/run")
    @ResponseBody
    Map<String, Object> run() {
        return traffic.run()
                .<Map<String, Object>>map(run -> Map.of(
                        "scenario", run.scenario(),
                        "phase", run.phase(),
                        "paid", run.paid(),
                        "failed", run.failed(),
                        "over", run.over()))
                .orElseGet(Map::of);
    }

    private static ResponseEntity<String> backToThePage() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header("Location", "/")
                .build();
    }
}
