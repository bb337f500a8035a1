package io.tillstream.dispatcher.console;

import io.tillstream.dispatcher.cluster.Cluster;
import io.tillstream.dispatcher.cluster.Message;
import io.tillstream.dispatcher.cluster.Messages;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Topics, and messages as they pass. */
@Controller
class TopicsController {

    private static final int NEWEST = 20;

    private final TopicSheets sheets;
    private final Messages messages;
    private final Contents contents;

    TopicsController(TopicSheets sheets, Messages messages, Contents contents) {
        this.sheets = sheets;
        this.messages = messages;
        this.contents = contents;
    }

    @GetMapping("/topics")
    String topics(Model model) {
        model.addAttribute("topics", sheets.topics());
        return "console/topics";
    }

    @GetMapping("/topics/live")
    String liveTopics(Model model) {
        model.addAttribute("topics", sheets.topics());
        return "console/topics :: live";
    }

    @GetMapping("/topics/{topic}")
    String topic(@PathVariable String topic, Model model) {
        fill(topic, model);
        return "console/topic";
    }

    @GetMapping("/topics/{topic}/live")
    String live(@PathVariable String topic, Model model) {
        fill(topic, model);
        return "console/topic :: live";
    }

    private void fill(String topic, Model model) {
        if (!Cluster.TOPICS.contains(topic)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no topic of this name in the house");
        }
        model.addAttribute("topic", topic);
        model.addAttribute(
                "messages",
                messages.newest(topic, NEWEST).stream()
                        .map(message -> new Passing(message, contents.of(message)))
                        .toList());
    }

    /** A message and what of it may be shown. */
    record Passing(Message message, Map<String, String> fields) {

        public String key() {
            return Contents.id(message.key());
        }

        public List<String> names() {
            return List.copyOf(fields.keySet());
        }
    }
}
