package io.tillstream.dispatcher.console.now;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tillstream.dispatcher.dispatch.Troubles;
import io.tillstream.dispatcher.settings.RoleSettings;
import io.tillstream.dispatcher.settings.RoleSettings.Role;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldUpTest {

    private final Troubles troubles = mock(Troubles.class);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "123456789012345, true",
        "seals, true",
        "unexpected, true",
        "key k2, true",
        "receipts, false",
        "key, false",
        "'123, 456', false",
        "'', false"
    })
    void a_console_that_takes_no_orders_accepts_the_name_of_any_brake_and_nothing_else(String by, boolean accepted) {
        when(troubles.current()).thenReturn(Map.of());

        assertThat(heldUp(Role.OFF).elsewhere()).isTrue();
        assertThat(heldUp(Role.OFF).braked(by)).isEqualTo(accepted);
        assertThat(heldUp(Role.ON).braked(by)).isFalse();
    }

    private HeldUp heldUp(Role intake) {
        return new HeldUp(troubles, new SimpleMeterRegistry(), new RoleSettings(intake, Role.ON));
    }
}
