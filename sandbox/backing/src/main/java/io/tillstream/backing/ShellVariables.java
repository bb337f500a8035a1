package io.tillstream.backing;

import java.util.Locale;
import java.util.Set;

/** The variables of the user's shell, which a new process inherits. */
public final class ShellVariables {

    private static final Set<String> KEPT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT");

    private ShellVariables() {}

    /** Keeps only those of the system: others, such as those of an exported {@code .env}, must not configure a service. */
    public static void keepOut(ProcessBuilder service) {
        service.environment().keySet().removeIf(name -> !KEPT.contains(name.toUpperCase(Locale.ROOT)));
    }
}
