package io.tillstream.sandbox.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.backing.ShellVariables;
import org.junit.jupiter.api.Test;

class ShellVariablesTest {

    @Test
    void an_exported_env_file_does_not_configure_the_services() {
        ProcessBuilder service = new ProcessBuilder("java");
        service.environment().put("INTAKE", "off");
        service.environment().put("META_ACCESS_TOKEN", "that of the real shop");
        service.environment().put("LANG", "de_DE.UTF-8");

        ShellVariables.keepOut(service);

        assertThat(service.environment())
                .doesNotContainKeys("INTAKE", "META_ACCESS_TOKEN")
                .containsEntry("LANG", "de_DE.UTF-8");
    }
}
