package io.tillstream.shop.books;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** @param every how long after one look into the database the next follows; a second or more */
@ConfigurationProperties("shop.books")
record BooksSettings(@DefaultValue("5s") Duration every) {

    BooksSettings {
        Assert.isTrue(
                every.compareTo(Duration.ofSeconds(1)) >= 0, "shop.books.every is " + every + "; it takes 1s and more");
    }
}
