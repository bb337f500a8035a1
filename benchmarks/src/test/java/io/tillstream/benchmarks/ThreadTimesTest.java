package io.tillstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ThreadTimesTest {

    @Test
    void tellsCollectorAndCompilerFromOtherThreads() {
        assertThat(List.of("GC Thread#0", "G1 Conc#0", "G1 Main Marker", "VM Thread", "ZWorkerYoung#1"))
                .allMatch(ThreadTimes::isCollector);
        assertThat(List.of("C2 CompilerThre", "C1 CompilerThre")).allMatch(ThreadTimes::isCompiler);
        assertThat(List.of("main", "VM Periodic Tas", "kafka-producer-", "Common-Cleaner"))
                .noneMatch(ThreadTimes::isCollector)
                .noneMatch(ThreadTimes::isCompiler);
    }

    @Test
    void readsTheTicksOfAThreadWhoseNameHasBlanksAndBrackets() {
        assertThat(ThreadTimes.ticks("77 (C2 (odd) Thread) S 1 2 3 4 5 6 7 8 9 10 250 30 0 0 20 0"))
                .isEqualTo(Duration.ofMillis(2800));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void seesTheCompilerAndTheCollectorOfThisProcessWork() {
        ThreadTimes before = ThreadTimes.of(ProcessHandle.current().pid());
        List<byte[]> some = new ArrayList<>();
        for (int count = 0; count < 50; count++) {
            some.add(new byte[1 << 20]);
            System.gc();
        }
        ThreadTimes used = ThreadTimes.of(ProcessHandle.current().pid()).since(before);
        assertThat(some).hasSize(50);
        assertThat(used.gc()).isPositive();
        assertThat(ThreadTimes.of(ProcessHandle.current().pid()).jit()).isPositive();
    }

    @Test
    void findsResidentMemoryAmongTheLinesOfStatus() {
        assertThat(ResidentMemory.in(List.of("Name:\tjava", "VmHWM:\t  2048 kB", "VmRSS:\t    1024 kB")))
                .isEqualTo(new ResidentMemory(1 << 20, 2 << 20));
    }
}
