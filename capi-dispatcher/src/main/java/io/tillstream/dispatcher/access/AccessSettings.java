package io.tillstream.dispatcher.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tillstream.platform.secret.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The users of the console. None by default: then the log has a password for an operator.
 *
 * @param operators       users who may act, each as name:password; a password has 12 characters or more, or is a hash like
 *     {bcrypt}$2a$... Empty by default
 * @param analysts        users who may read, as above. Empty by default
 * @param operatorGroups  with OpenID Connect, values of {@code groupsClaim} that make a user an operator. Empty by default
 * @param analystGroups   as above, for analysts; when empty, every user who signs in is an analyst
 * @param groupsClaim     name of the claim with a user's groups
 * @param failures        number of wrong passwords for one name from one address before it is locked out
 * @param lockOut         duration of the lock-out
 */
@ConfigurationProperties("dispatcher.access")
record AccessSettings(
        @Secret @DefaultValue List<String> operators,
        @Secret @DefaultValue List<String> analysts,
        @DefaultValue List<String> operatorGroups,
        @DefaultValue List<String> analystGroups,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue("5") int failures,
        @DefaultValue("15m") Duration lockOut) {

    private static final int SHORTEST = 12;
    private static final int MOST_BYTES = 72;

    AccessSettings {
        operators = List.copyOf(operators);
        analysts = List.copyOf(analysts);
        operatorGroups = List.copyOf(operatorGroups);
        analystGroups = List.copyOf(analystGroups);
        check("CONSOLE_OPERATORS", operators);
        check("CONSOLE_ANALYSTS", analysts);
        Assert.isTrue(
                failures >= 1 && lockOut.isPositive(),
                "dispatcher.access.failures must be 1 or more, and dispatcher.access.lock-out longer than zero");
    }

    private static void check(String name, List<String> people) {
        for (String person : people) {
            int colon = person.indexOf(':');
            Assert.isTrue(
                    colon > 0, name + " has an entry without a colon; it must be name:password, separated by commas");
            String password = person.substring(colon + 1);
            Assert.isTrue(
                    password.startsWith("{bcrypt}") || password.length() >= SHORTEST,
                    name + ": the password of '" + person.substring(0, colon) + "' is shorter than " + SHORTEST
                            + " characters");
            Assert.isTrue(
                    password.startsWith("{bcrypt}") || password.getBytes(UTF_8).length <= MOST_BYTES,
                    name + ": the password of '" + person.substring(0, colon) + "' is longer than " + MOST_BYTES
                            + " bytes, of which bcrypt uses no more");
        }
    }

    /** Passwords by name. */
    static Map<String, String> passwords(List<String> people) {
        Map<String, String> passwords = new LinkedHashMap<>();
        people.forEach(person -> {
            int colon = person.indexOf(':');
            passwords.put(person.substring(0, colon), person.substring(colon + 1));
        });
        return passwords;
    }

    /** The role of a user who signed in with OpenID Connect; null for none. */
    @Nullable
    String role(Collection<?> groups) {
        if (groups.stream().anyMatch(operatorGroups::contains)) {
            return AccessRules.OPERATOR;
        }
        return analystGroups.isEmpty() || groups.stream().anyMatch(analystGroups::contains)
                ? AccessRules.ANALYST
                : null;
    }

    /** Contains no passwords. */
    @Override
    public String toString() {
        return "AccessSettings[operators="
                + passwords(operators).keySet() + ", analysts="
                + passwords(analysts).keySet() + "]";
    }
}
