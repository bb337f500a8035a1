package io.tillstream.shop.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.shop.RunningShop;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShelfIT extends RunningShop {

    @Test
    void a_shopper_finds_by_category_by_word_and_by_price() throws Exception {
        assertThat(names("/?category=kitchen"))
                .contains("Enamel mug", "Moka pot")
                .doesNotContain("Day pack");
        assertThat(names("/?q=linen")).containsExactly("Tea towel");
        assertThat(names("/?category=kitchen&sort=price")).startsWith("Enamel mug", "Tea towel");
        assertThat(names("/?sort=price-down")).startsWith("Wool blanket");
        assertThat(page("/?q=100%25").text()).contains("nothing of that kind");
    }

    @Test
    void japanese_is_shown_when_asked_for_and_remembered() throws Exception {
        Document japanese = page("/products/enamel-mug?lang=ja");

        assertThat(japanese.selectFirst("html").attr("lang")).isEqualTo("ja");
        assertThat(japanese.selectFirst("h1").text()).isEqualTo("ホーローマグ");
        assertThat(page("/cart").text()).contains("カートは空です");
        assertThat(page("/?lang=en").selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(page("/?lang=xx").selectFirst("html").attr("lang")).isEqualTo("en");
    }

    @Test
    void a_sold_out_product_is_shown_and_cannot_be_bought() throws Exception {
        assertThat(page("/products/wall-clock").select("form[data-add]")).isEmpty();
        post("/cart/items", Map.of("sku", "wall-clock"));
        assertThat(page("/cart").text()).contains("Your cart is empty");

        post("/cart/items", Map.of("sku", "plant-pot"));
        jdbc.sql("update product set stock = 0 where sku = 'plant-pot'").update();
        try {
            assertThat(page("/cart").text()).contains("are no longer available").contains("Plant pot");
            assertThat(post("/checkout", Map.of()).headers().firstValue("Location"))
                    .hasValue("/cart");
        } finally {
            jdbc.sql("update product set stock = null where sku = 'plant-pot'").update();
        }
    }

    @Test
    void a_search_engine_reads_the_product_and_the_page_allows_only_that_script() throws Exception {
        HttpResponse<String> response = get("/products/enamel-mug");
        Document page = Jsoup.parse(response.body());
        JsonNode thing = JsonMapper.shared()
                .readTree(page.selectFirst("script[type=application/ld+json]").data());

        assertThat(thing.path("offers").path("price").asString()).isEqualTo("11.00");
        assertThat(thing.path("offers").path("availability").asString()).endsWith("InStock");
        String nonce = page.selectFirst("script[type=application/ld+json]").attr("nonce");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("'nonce-" + nonce + "'")
                .doesNotContain("unsafe-inline");
        assertThat(get("/products/enamel-mug").body()).doesNotContain(nonce);
        assertThat(page("/cart").select("meta[name=robots][content=noindex]")).hasSize(1);
        assertThat(get("/sitemap.xml").body()).contains("/products/enamel-mug");
    }

    @Test
    void static_files_are_cached_for_a_year_under_versioned_addresses() throws Exception {
        String style = page("/").selectFirst("link[rel=stylesheet]").attr("href");

        assertThat(style).matches("/shop-[0-9a-f]{32}\\.css");
        assertThat(get(style).headers().firstValue("Cache-Control").orElseThrow())
                .contains("max-age=31536000");
        assertThat(get("/").headers().firstValue("Cache-Control").orElseThrow()).contains("no-cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/products/%F0%9F%98%80",
                "/products/" + "x",
                "/?q=%00",
                "/?sort=drop%20table",
                "/?category='%3B--",
                "/thanks?session_id=%3Cscript%3E",
                "/orders/not-an-id/meta",
                "/products/..%2f..%2fetc",
                "/?lang=%0d%0a",
                "/no/such/page"
            })
    void invalid_addresses_get_a_friendly_error_page(String path) throws Exception {
        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isLessThan(500);
        assertThat(response.body()).doesNotContain("Exception");
    }

    @Test
    void invalid_forms_change_nothing() throws Exception {
        String long10k = "x".repeat(10_000);
        for (Map<String, String> form : List.of(
                Map.of("sku", "enamel-mug", "quantity", "-5"),
                Map.of("sku", "enamel-mug", "quantity", "99999999999"),
                Map.of("sku", "enamel-mug", "quantity", "1e3"),
                Map.of("sku", "😀", "quantity", "1"),
                Map.of("sku", long10k, "quantity", "1"),
                Map.of("quantity", "1"))) {
            assertThat(post("/cart/items", form).statusCode()).isLessThan(500);
        }
        assertThat(post("/cart/items/enamel-mug", Map.of("quantity", "-1")).statusCode())
                .isEqualTo(303);
        assertThat(page("/cart").text()).contains("Your cart is empty");
        assertThat(get("/cart/items").statusCode()).isEqualTo(405);
        assertThat(Jsoup.parse(get("/cart/items").body()).select("h1").text()).isEqualTo("We did not understand that");
    }

    private List<String> names(String path) throws Exception {
        return page(path).select(".shelf .name").eachText();
    }

    private Document page(String path) throws Exception {
        return Jsoup.parse(get(path).body());
    }
}
