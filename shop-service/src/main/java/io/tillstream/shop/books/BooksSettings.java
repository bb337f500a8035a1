package io.tillstream.shop.books;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** @param every pause between two queries; 1s or more */
@ConfigurationProperties("shop.books")
record BooksSettings(@DefaultValue("5s") Duration every) {

    BooksSettings {
        Assert.isTrue(
                every.compareTo(Duration.ofSeconds(1)) >= 0,
                "shop.books.every is " + every + "; it must be 1s or more");
    }
}
