package io.tillstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private final Result before = Samples.result("2026-11-24T10:00:00Z", 16_000, 32_000);
    private final Result now = Samples.result("2026-11-27T15:10:00Z", 30_000, 50_000);

    @Test
    void comparesTwoRunsByTheirRatiosOnly() {
        assertThat(new Report(now, Optional.of(before)).markdown())
                .contains("| events per CPU second ÷ those of the floor, 0 ms | 0.500 | 0.600 | +20.0 % |")
                .contains("| events per CPU second ÷ those of the SDK in thousands, 0 ms | 0.800 | 1.500 | +87.5 % |");
        assertThat(new Report(now, Optional.empty()).markdown()).doesNotContain("Against the run");
    }

    @Test
    void saysWhichAimsAreReached() {
        assertThat(new Report(now, Optional.empty()).markdown())
                .contains("| events per CPU second, 0 ms | at least 50,000.00 | 30,000.00 | no |")
                .contains("| events per CPU second against the floor, 0 ms | at least 0.60 | 0.60 | yes |")
                .contains("| dispatcher at rest: ready after, s | at most 6.00 | 7.50 | no |")
                .contains("| dispatcher at rest: resident, MB | at most 250.00 | 240.00 | yes |");
    }

    @Test
    void doesNotCountRoundsOfWarmUp() {
        Result warm = Samples.result("2026-11-27T15:10:00Z", 30_000, 50_000);
        warm.rounds().add(Samples.round(true, 1, 0, Contender.Name.FLOOR, 1));
        assertThat(Table.of(warm, 0).rounds()).hasSize(12).noneMatch(Round::warmUp);
    }

    @Test
    void drawsAPictureThatIsWellFormed() throws Exception {
        String picture = new Report(now, Optional.empty()).picture();
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 4 + 4);
        assertThat(picture).contains(">50,000<").contains(">SDK in thousands<");
    }

    @Test
    void findsTheLastResultAsItWasWritten(@TempDir Path folder) throws Exception {
        ResultFiles files = new ResultFiles(folder);
        assertThat(files.last("measure")).isEmpty();
        files.write(now);
        files.write(before);
        assertThat(files.last("measure")).contains(now);
        assertThat(files.last("batch")).isEmpty();
        assertThat(Files.readString(folder.resolve("measure-2026-11-27T1510.json")))
                .contains("\"cpuSeconds\"", "\"dispatcher\"");
    }
}
