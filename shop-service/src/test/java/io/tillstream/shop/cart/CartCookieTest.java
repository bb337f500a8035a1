package io.tillstream.shop.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.storefront.CookieSettings;
import io.tillstream.shop.storefront.SignedCookies;
import io.tillstream.shop.storefront.StorefrontSettings;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class CartCookieTest {

    private final CartCookie cookie = with("one");

    @Test
    void reads_what_it_has_written() {
        Cart cart = Cart.EMPTY.plus("enamel-mug", 2).plus("notebook", 1);

        assertThat(read(cookie, write(cookie, cart))).isEqualTo(cart);
    }

    @Test
    void ignores_a_cart_that_the_shop_did_not_sign() {
        String written = write(cookie, Cart.EMPTY.plus("enamel-mug", 1));

        assertThat(read(cookie, written.replace(":1.", ":9."))).isEqualTo(Cart.EMPTY);
        assertThat(read(cookie, written + "x")).isEqualTo(Cart.EMPTY);
        assertThat(read(cookie, written.substring(0, 60))).isEqualTo(Cart.EMPTY);
        assertThat(read(cookie, "enamel-mug:1")).isEqualTo(Cart.EMPTY);
        assertThat(read(cookie, ".")).isEqualTo(Cart.EMPTY);
        assertThat(read(with("other"), written)).isEqualTo(Cart.EMPTY);
    }

    @Test
    void accepts_a_cart_that_was_signed_with_an_older_key() {
        String old = write(cookie, Cart.EMPTY.plus("enamel-mug", 1));

        assertThat(read(with("two", "one"), old).count()).isEqualTo(1);
    }

    @Test
    void a_cart_gets_a_new_id_only_when_it_changes() {
        Cart cart = Cart.EMPTY.plus("enamel-mug", 2);

        assertThat(read(cookie, write(cookie, cart)).id()).isEqualTo(cart.id());
        assertThat(cart.with("enamel-mug", 2).id()).isEqualTo(cart.id());
        assertThat(cart.with("enamel-mug", 3).id()).isNotEqualTo(cart.id());
        assertThat(cart.again(UUID.randomUUID()).quantities()).isEqualTo(cart.quantities());
        assertThat(cart.again(UUID.randomUUID()).id()).isNotEqualTo(cart.id());
    }

    @Test
    void an_empty_cart_removes_the_cookie() {
        MockHttpServletResponse response = new MockHttpServletResponse();

        cookie.write(response, Cart.EMPTY);

        assertThat(response.getHeader("Set-Cookie")).contains("Max-Age=0");
    }

    @Test
    void a_cart_has_limits() {
        Cart cart = Cart.EMPTY.plus("enamel-mug", 98).plus("enamel-mug", Integer.MAX_VALUE);

        assertThat(cart.count()).isEqualTo(99);
        assertThat(cart.with("enamel-mug", -3)).isEqualTo(Cart.EMPTY);
        assertThat(Cart.EMPTY.plus("enamel-mug", -5).count()).isEqualTo(1);
    }

    private static CartCookie with(String... secrets) {
        return new CartCookie(new SignedCookies(
                new CookieSettings(List.of(secrets)), new StorefrontSettings("https://shop.example.com", true)));
    }

    private static String write(CartCookie cookie, Cart cart) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        cookie.write(response, cart);
        assertThat(response.getHeader("Set-Cookie")).contains("HttpOnly", "Secure", "SameSite=Lax");
        return response.getHeader("Set-Cookie").replaceFirst("cart=([^;]*);.*", "$1");
    }

    private static Cart read(CartCookie cookie, String value) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new Cookie("cart", value));
        return cookie.read(request);
    }
}
