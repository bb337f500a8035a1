package io.tillstream.shop.catalog;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

@Controller
class CatalogPages {

    private final Catalog catalog;

    CatalogPages(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("products", catalog.all());
        return "home";
    }

    @GetMapping("/products/{sku}")
    String product(@PathVariable String sku, Model model) {
        model.addAttribute(
                "product", catalog.find(sku).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "product";
    }
}
