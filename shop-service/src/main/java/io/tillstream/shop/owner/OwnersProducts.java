package io.tillstream.shop.owner;

import io.tillstream.shop.catalog.Assortment;
import io.tillstream.shop.catalog.Assortment.Article;
import io.tillstream.shop.catalog.Picture;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The owner's pages of products: text, price, stock and picture. */
@Component
class OwnersProducts {

    private static final Logger log = LoggerFactory.getLogger(OwnersProducts.class);

    private final Assortment assortment;

    OwnersProducts(Assortment assortment) {
        this.assortment = assortment;
    }

    ServerResponse list(ServerRequest request) {
        return ServerResponse.ok()
                .render(
                        "owner/products",
                        Map.of(
                                "articles",
                                assortment.all(),
                                "done",
                                request.param("done").orElse("")));
    }

    ServerResponse blank(ServerRequest request) {
        return form(ProductForm.BLANK, null, List.of());
    }

    ServerResponse one(ServerRequest request) {
        return assortment
                .find(request.pathVariable("sku"))
                .map(article -> form(ProductForm.of(article), article, List.of()))
                .orElseGet(() -> ServerResponse.notFound().build());
    }

    ServerResponse create(ServerRequest request) throws IOException, ServletException {
        ProductForm form = ProductForm.of(request, request.param("sku").orElse(""));
        return save(form, null, request);
    }

    ServerResponse change(ServerRequest request) throws IOException, ServletException {
        String sku = request.pathVariable("sku");
        Article before = assortment.find(sku).orElse(null);
        return before == null ? ServerResponse.notFound().build() : save(ProductForm.of(request, sku), before, request);
    }

    ServerResponse remove(ServerRequest request) {
        String sku = request.pathVariable("sku");
        assortment.remove(sku);
        log.atInfo().addKeyValue("sku", sku).log("a product was removed from the shelf");
        return ServerResponse.seeOther(URI.create("/products?done=removed")).build();
    }

    ServerResponse picture(ServerRequest request) {
        return assortment
                .picture(request.pathVariable("digest"))
                .map(picture -> ServerResponse.ok()
                        .contentType(MediaType.parseMediaType(picture.type()))
                        .body(picture.bytes()))
                .orElseGet(() -> ServerResponse.notFound().build());
    }

    private ServerResponse save(ProductForm form, @Nullable Article before, ServerRequest request)
            throws IOException, ServletException {
        Part part = request.servletRequest().getPart("picture");
        byte[] file = part == null ? new byte[0] : part.getInputStream().readAllBytes();
        Picture picture = Picture.of(file).orElse(null);
        List<String> wrong = form.wrong();
        if (file.length > 0 && picture == null) {
            wrong.add("The picture is a PNG, JPEG or WebP file of 2 MB at most");
        }
        if (!wrong.isEmpty()) {
            return form(form, before, wrong);
        }
        if (before == null && !assortment.add(form.article())) {
            return form(form, null, List.of("There is a product with the code '" + form.sku() + "' already"));
        }
        if (before != null && !assortment.change(form.article(), form.stockShown())) {
            return changedMeanwhile(form);
        }
        if (picture != null) {
            assortment.show(form.sku(), picture);
        }
        log.atInfo().addKeyValue("sku", form.sku()).log("a product was saved");
        return ServerResponse.seeOther(URI.create("/products?done=saved")).build();
    }

    private ServerResponse changedMeanwhile(ProductForm form) {
        Article now = assortment.find(form.sku()).orElse(null);
        return now == null
                ? ServerResponse.notFound().build()
                : form(
                        form.showing(now.stock()),
                        now,
                        List.of("Some were sold since you opened the page: the stock is " + now.stock()
                                + " now. Save again to set it"));
    }

    private static ServerResponse form(ProductForm form, @Nullable Article before, List<String> wrong) {
        Map<String, Object> model = new HashMap<>();
        model.put("form", form);
        model.put("before", before);
        model.put("wrong", wrong);
        return (wrong.isEmpty() ? ServerResponse.ok() : ServerResponse.unprocessableContent())
                .render("owner/product", model);
    }
}
