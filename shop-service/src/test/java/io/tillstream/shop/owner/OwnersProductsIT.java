package io.tillstream.shop.owner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnersProductsIT extends OwnersBrowser {

    @Test
    void a_new_product_is_on_the_shelf_with_its_picture_and_can_be_taken_off() throws Exception {
        signIn("olga", "a long password");
        Map<String, String> fields = product();
        assertThat(upload("/products/new", "/products", fields, PNG).statusCode())
                .isEqualTo(303);

        String page = get("/products/cork-mat").body();
        assertThat(page).contains("Cork mat", "19.50", "/pictures/");
        Matcher picture = Pattern.compile("/pictures/[0-9a-f]{32}").matcher(page);
        assertThat(picture.find()).isTrue();
        HttpResponse<byte[]> shown =
                browser.send(HttpRequest.newBuilder(address(picture.group())).build(), BodyHandlers.ofByteArray());
        assertThat(shown.body()).isEqualTo(PNG);
        assertThat(shown.headers().firstValue("Content-Type")).hasValue("image/png");
        assertThat(shown.headers().allValues("Cache-Control")).containsExactly("max-age=31536000, public, immutable");
        assertThat(shown.headers().allValues("Set-Cookie")).isEmpty();
        fields.put("stock", "0");
        assertThat(upload("/products/cork-mat", "/products/cork-mat", fields, new byte[0])
                        .statusCode())
                .isEqualTo(303);
        assertThat(get("/products/cork-mat").body()).contains("Sold out", "/pictures/");
        submit("/products/cork-mat", "/products/cork-mat/remove", Map.of());
        assertThat(get("/products/cork-mat").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sku=Cork Mat=lower-case letters",
                "sku=enamel-mug=already",
                "name==The name",
                "category==The category",
                "description==The description",
                "price=free=is not an amount",
                "price=0=more than zero",
                "price=1.234=more decimals than SGD",
                "currency=XX=not an ISO 4217 currency",
                "stock=many=The stock"
            })
    void an_invalid_product_is_reported_and_the_typed_text_stays(String wrong) throws Exception {
        String[] field = wrong.split("=", -1);
        signIn("olga", "a long password");
        Map<String, String> fields = product();
        fields.put(field[0], field[1]);

        HttpResponse<String> answer = upload("/products/new", "/products", fields, new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("Nothing is saved yet", field[2], "Mat of cork");
        assertThat(get("/products/cork-mat").statusCode()).isEqualTo(404);
    }

    @Test
    void a_correction_of_the_text_does_not_change_the_stock_sold_meanwhile() throws Exception {
        signIn("olga", "a long password");
        Map<String, String> fields = product();
        fields.put("sku", "sold-mat");
        fields.put("stock", "7");
        upload("/products/new", "/products", fields, new byte[0]);
        jdbc.sql("update product set stock = 2 where sku = 'sold-mat'").update();

        fields.put("shown", "7");
        fields.put("name", "Corrected mat");
        assertThat(upload("/products", "/products/sold-mat", fields, new byte[0])
                        .statusCode())
                .isEqualTo(303);
        assertThat(stock("sold-mat")).isEqualTo(2);
        fields.put("stock", "9");
        HttpResponse<String> asked = upload("/products", "/products/sold-mat", fields, new byte[0]);
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body()).contains("the stock is 2 now", "name=\"shown\" value=\"2\"", "value=\"9\"");
        fields.put("shown", "2");
        assertThat(upload("/products", "/products/sold-mat", fields, new byte[0])
                        .statusCode())
                .isEqualTo(303);
        assertThat(stock("sold-mat")).isEqualTo(9);
        submit("/products", "/products/sold-mat/remove", Map.of());
    }

    @Test
    void too_large_a_picture_is_reported_and_the_typed_text_stays() throws Exception {
        signIn("olga", "a long password");
        byte[] large = Arrays.copyOf(PNG, 6 << 20);

        HttpResponse<String> answer = upload("/products/new", "/products", product(), large);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("2 MB at most", "Mat of cork");
    }

    @Test
    void a_file_that_is_not_a_picture_is_refused_whatever_its_name() throws Exception {
        signIn("olga", "a long password");
        byte[] script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".getBytes(UTF_8);

        HttpResponse<String> answer = upload("/products/new", "/products", product(), script);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The picture is a PNG, JPEG or WebP");
    }

    private int stock(String sku) {
        return jdbc.sql("select stock from product where sku = ?")
                .param(sku)
                .query(Integer.class)
                .single();
    }
}
