package io.tillstream.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.web.util.UriUtils;

/**
 * An address of PostgreSQL as hosting services write it, split for JDBC, which takes user and password separately.
 *
 * @param hosts      one or more, host or host:port with commas between
 * @param database   percent-encoded, as in the address
 * @param password   null for none
 * @param parameters of the address, percent-encoded, under the names of the JDBC driver
 */
record DatabaseUrl(
        String hosts,
        String database,
        String user,
        @Nullable String password,
        Map<String, String> parameters) {

    private static final String FORM =
            " It has the form postgresql://user:password@host:5432/database?sslmode=verify-full;"
                    + " several hosts have commas between; in user and password, characters such as @ : / ? # % are percent-encoded";

    private static final Pattern URL = Pattern.compile(
            "postgres(?:ql)?://(?<user>[^:@/?#\\s]+)(?::(?<password>[^@/?#\\s]*))?@(?<hosts>[^@/?#\\s]+)/(?<database>[^/?#\\s]+)"
                    + "(?:\\?(?<parameters>[^#\\s]*))?");

    /** Underscores are allowed, as Docker's names have them. */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?");

    /** Parameters of libpq, which hosting services write, with the JDBC driver's names for them. */
    private static final Map<String, String> NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "target_session_attrs", "targetServerType");

    private static final Map<String, String> SESSIONS =
            Map.of("read-write", "primary", "read-only", "secondary", "prefer-standby", "preferSecondary");

    private static final int MOST_PORTS = 65_535;

    /** @throws IllegalArgumentException when it has another form; the message has nothing of it, as it contains the password */
    static DatabaseUrl parse(String url) {
        Matcher parts = URL.matcher(url.strip());
        Assert.isTrue(parts.matches(), "DATABASE_URL is malformed." + FORM);
        String hosts = parts.group("hosts");
        for (String host : hosts.split(",", -1)) {
            Matcher one = HOST.matcher(host);
            Assert.isTrue(one.matches(), "DATABASE_URL is malformed: the host '" + host + "' is none." + FORM);
            String port = one.group("port");
            Assert.isTrue(
                    port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= MOST_PORTS),
                    "DATABASE_URL is malformed: the port of '" + host + "' must be 1 to " + MOST_PORTS);
        }
        Map<String, String> parameters = parameters(parts.group("parameters"));
        if (hosts.contains(",")) {
            // A shop writes; the driver's default is any host that answers.
            parameters.putIfAbsent("targetServerType", "primary");
        }
        String password = parts.group("password");
        return new DatabaseUrl(
                hosts,
                parts.group("database"),
                decoded(parts.group("user")),
                password == null || password.isEmpty() ? null : decoded(password),
                parameters);
    }

    private static Map<String, String> parameters(@Nullable String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (text == null || text.isEmpty()) {
            return parameters;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            Assert.isTrue(
                    equals > 0, "DATABASE_URL is malformed: a parameter behind ? has no name or no value." + FORM);
            String name = pair.substring(0, equals);
            String value = pair.substring(equals + 1);
            parameters.put(
                    NAMES.getOrDefault(name, name),
                    name.equals("target_session_attrs") ? SESSIONS.getOrDefault(value, value) : value);
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return UriUtils.decode(text, UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message has a part of the password.
            throw new IllegalArgumentException(
                    "DATABASE_URL is malformed: a % in user or password is written as %25." + FORM);
        }
    }

    /** Parameters of the address win over these time-outs. */
    String jdbc(Duration connect, Duration answer) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("connectTimeout", Long.toString(connect.toSeconds()));
        all.put("socketTimeout", Long.toString(answer.toSeconds()));
        all.put("tcpKeepAlive", "true");
        all.putAll(parameters);
        return "jdbc:postgresql://" + hosts + "/" + database + "?"
                + all.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining("&"));
    }

    /** Without user, password and parameters, so that it may be logged. */
    @Override
    public String toString() {
        return "DatabaseUrl" + Arrays.asList(hosts.split(","));
    }
}
