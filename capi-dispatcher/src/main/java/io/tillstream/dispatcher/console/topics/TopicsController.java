package io.tillstream.dispatcher.console.topics;

import io.tillstream.dispatcher.console.cluster.Message;
import io.tillstream.dispatcher.console.cluster.TopicBrowser;
import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Contents;
import io.tillstream.dispatcher.console.table.Csv;
import io.tillstream.dispatcher.console.table.Sheet;
import io.tillstream.dispatcher.kafka.TopicNames;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The topics, and their newest messages. */
@Controller
class TopicsController {

    private static final int NEWEST = 20;

    private final TopicSheets sheets;
    private final TopicBrowser messages;
    private final Contents contents;

    TopicsController(TopicSheets sheets, TopicBrowser messages, Contents contents) {
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

    /** The newest messages as a CSV file. */
    @GetMapping("/topics/{topic}/messages.csv")
    ResponseEntity<String> file(@PathVariable String topic) {
        return Csv.file(new Sheet(
                "messages",
                "The newest messages of the topic",
                List.of("Topic", "Written", "Partition", "Offset", "Key", "Contents"),
                newest(topic).stream()
                        .map(each -> List.of(
                                Cell.text(topic),
                                Cell.time(each.message().written()),
                                Cell.number(each.message().partition()),
                                Cell.number(each.message().offset()),
                                Cell.text(each.key()),
                                Cell.text(each.inOneLine())))
                        .toList()));
    }

    private void fill(String topic, Model model) {
        model.addAttribute("topic", topic);
        model.addAttribute("messages", newest(topic));
    }

    private List<Passing> newest(String topic) {
        if (!TopicNames.ALL.contains(topic)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "The system has no topic of this name");
        }
        return messages.newest(topic, NEWEST).stream()
                .map(message -> new Passing(message, contents.of(message)))
                .toList();
    }

    /** A message and its fields that may be shown. */
    record Passing(Message message, Map<String, String> fields) {

        public String key() {
            return Contents.id(message.key());
        }

        public List<String> names() {
            return List.copyOf(fields.keySet());
        }

        String inOneLine() {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + ": " + field.getValue())
                    .collect(Collectors.joining("; "));
        }
    }
}
