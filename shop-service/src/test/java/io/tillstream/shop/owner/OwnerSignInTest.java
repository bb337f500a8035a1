package io.tillstream.shop.owner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

@ExtendWith(OutputCaptureExtension.class)
class OwnerSignInTest {

    private static final Pattern PRINTED = Pattern.compile("the name owner has the password ([\\w-]{24}) on");

    @Test
    void without_an_owner_the_log_has_a_password_once_and_it_signs_in(CapturedOutput output) {
        OwnerSignIn signIn = new OwnerSignIn(new OwnerSettings(List.of()));
        Matcher printed = PRINTED.matcher(output.getAll());
        assertThat(printed.find()).isTrue();
        String password = printed.group(1);

        assertThat(signIn.authenticate(claim("owner", password)).getAuthorities())
                .anyMatch(authority -> "ROLE_OWNER".equals(authority.getAuthority()));
        assertThatThrownBy(() -> signIn.authenticate(claim("owner", "another password")))
                .isInstanceOf(BadCredentialsException.class);
        assertThat(output.getAll()).containsOnlyOnce(password);
    }

    @Test
    void the_next_start_has_another_password(CapturedOutput output) {
        for (int start = 0; start < 2; start++) {
            assertThat(new OwnerSignIn(new OwnerSettings(List.of()))).isNotNull();
        }

        assertThat(PRINTED.matcher(output.getAll()).results().map(result -> result.group(1)))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void with_an_owner_none_is_printed(CapturedOutput output) {
        OwnerSignIn signIn = new OwnerSignIn(new OwnerSettings(List.of("olga:a long password")));

        assertThat(signIn.authenticate(claim("olga", "a long password")).isAuthenticated())
                .isTrue();
        assertThatThrownBy(() -> signIn.authenticate(claim("owner", "a long password")))
                .isInstanceOf(BadCredentialsException.class);
        assertThat(output.getAll()).doesNotContain("No owner is set up");
    }

    private static Authentication claim(String name, String password) {
        return UsernamePasswordAuthenticationToken.unauthenticated(name, password);
    }
}
