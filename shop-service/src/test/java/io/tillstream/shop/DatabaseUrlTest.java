package io.tillstream.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    private static final String TIMEOUTS = "connectTimeout=5&socketTimeout=20&tcpKeepAlive=true";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://jo:pw@db/shop|jdbc:postgresql://db/shop?" + TIMEOUTS,
                "postgres://jo:pw@db:5433/shop|jdbc:postgresql://db:5433/shop?" + TIMEOUTS,
                "postgresql://jo:pw@my_shop_db:5432/shop_1|jdbc:postgresql://my_shop_db:5432/shop_1?" + TIMEOUTS,
                "postgresql://jo:pw@[::1]:5432/shop|jdbc:postgresql://[::1]:5432/shop?" + TIMEOUTS,
                "postgresql://jo:pw@a:1,b_2:2/shop|jdbc:postgresql://a:1,b_2:2/shop?" + TIMEOUTS
                        + "&targetServerType=primary",
                "postgresql://jo:pw@a,b/shop?targetServerType=any|jdbc:postgresql://a,b/shop?" + TIMEOUTS
                        + "&targetServerType=any",
                "postgresql://jo:pw@db/shop?sslmode=verify-full&sslrootcert=/etc/ca.pem|jdbc:postgresql://db/shop?"
                        + TIMEOUTS + "&sslmode=verify-full&sslrootcert=/etc/ca.pem",
                "postgresql://jo:pw@db/shop?socketTimeout=60|jdbc:postgresql://db/shop"
                        + "?connectTimeout=5&socketTimeout=60&tcpKeepAlive=true",
                "postgresql://jo:pw@db/shop?connect_timeout=9&channel_binding=require|jdbc:postgresql://db/shop"
                        + "?connectTimeout=9&socketTimeout=20&tcpKeepAlive=true&channelBinding=require",
                "postgresql://jo:pw@a,b/shop?target_session_attrs=read-write|jdbc:postgresql://a,b/shop?" + TIMEOUTS
                        + "&targetServerType=primary"
            })
    void hosts_database_and_parameters_are_kept(String url, String jdbc) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);

        assertThat(parsed.jdbc(Duration.ofSeconds(5), Duration.ofSeconds(20))).isEqualTo(jdbc);
        assertThat(parsed.user()).isEqualTo("jo");
        assertThat(parsed.password()).isEqualTo("pw");
    }

    @Test
    void user_and_password_are_decoded_and_a_plus_stays() {
        DatabaseUrl parsed = DatabaseUrl.parse("postgresql://jo%40shop:p%40:+%2F%3f%25w@db/shop");

        assertThat(parsed.user()).isEqualTo("jo@shop");
        assertThat(parsed.password()).isEqualTo("p@:+/?%w");
    }

    @Test
    void an_address_without_a_password_has_none() {
        assertThat(DatabaseUrl.parse("postgresql://jo@db/shop").password()).isNull();
        assertThat(DatabaseUrl.parse("postgresql://jo:@db/shop").password()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/shop",
                "postgresql://db/shop",
                "postgresql://jo:geheim@db",
                "postgresql://jo:geheim@db/",
                "postgresql://jo:gehe@im@db/shop",
                "postgresql://jo:gehe/im@db/shop",
                "postgresql://jo:geheim%zz@db/shop",
                "postgresql://jo:geheim@db:99999/shop",
                "postgresql://jo:geheim@db:0/shop",
                "postgresql://jo:geheim@db,,db/shop",
                "postgresql://jo:geheim@d!b/shop",
                "postgresql://jo:geheim@db/shop?sslmode",
                "postgresql://jo:geheim@db/shop#part"
            })
    void a_malformed_address_is_refused_with_the_variables_name_and_without_the_password(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .hasMessageStartingWith("DATABASE_URL is malformed")
                .hasMessageNotContaining("geheim")
                .hasNoCause();
    }

    @Test
    void a_text_for_logs_has_the_hosts_only() {
        assertThat(DatabaseUrl.parse("postgresql://jo:geheim@a:1,b/shop?sslpassword=x"))
                .hasToString("DatabaseUrl[a:1, b]");
    }
}
