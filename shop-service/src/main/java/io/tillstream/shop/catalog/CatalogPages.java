package io.tillstream.shop.catalog;

import io.tillstream.shop.storefront.StorefrontSettings;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** The pages of the shelf and of a product, and the files for search engines. */
@Controller
class CatalogPages {

    private final Catalog catalog;
    private final JsonLd jsonLd;
    private final StorefrontSettings storefront;

    CatalogPages(Catalog catalog, JsonLd jsonLd, StorefrontSettings storefront) {
        this.catalog = catalog;
        this.jsonLd = jsonLd;
        this.storefront = storefront;
    }

    @GetMapping("/")
    String home(
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String sort,
            Model model) {
        Browsing browsing = Browsing.of(category, q, sort);
        model.addAttribute("browsing", browsing);
        model.addAttribute("sorts", Browsing.Sort.values());
        model.addAttribute("categories", catalog.categories());
        model.addAttribute("products", catalog.browse(browsing));
        model.addAttribute("canonical", storefront.page("/"));
        return "home";
    }

    @GetMapping("/products/{sku}")
    String product(@PathVariable String sku, Model model) {
        Product product = catalog.find(sku).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("product", product);
        model.addAttribute("jsonLd", jsonLd.of(product));
        model.addAttribute("canonical", storefront.page("/products/" + product.sku()));
        model.addAttribute("description", product.description());
        model.addAttribute("image", storefront.page(product.picture()));
        return "product";
    }

    @GetMapping(path = "/sitemap.xml", produces = MediaType.APPLICATION_XML_VALUE)
    @ResponseBody
    String sitemap() {
        StringBuilder urls = new StringBuilder();
        List<String> paths = catalog.browse(Browsing.of("", "", "")).stream()
                .map(product -> "/products/" + product.sku())
                .toList();
        urls.append("<url><loc>").append(storefront.page("/")).append("</loc></url>");
        paths.forEach(
                path -> urls.append("<url><loc>").append(storefront.page(path)).append("</loc></url>"));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
                + urls + "</urlset>";
    }

    @GetMapping(path = "/robots.txt", produces = MediaType.TEXT_PLAIN_VALUE)
    @ResponseBody
    String robots() {
        return "User-agent: *\nDisallow: /cart\nDisallow: /thanks\nDisallow: /orders\nSitemap: "
                + storefront.page("/sitemap.xml") + "\n";
    }
}
