package io.tillstream.shop;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/** @param url in the format of hosting services: {@code postgresql://user:password@host:5432/database} */
@ConfigurationProperties("shop.database")
record DatabaseSettings(String url) {

    private static final String FORM = " It has the form postgresql://user:password@host:5432/database";

    DatabaseSettings {
        Assert.hasText(url, "DATABASE_URL is missing." + FORM);
        // The message does not quote it, because it contains the password.
        Assert.isTrue(url.matches("postgres(ql)?://[^@\\s]+@[^@/\\s]+/\\S+"), "DATABASE_URL is malformed." + FORM);
    }

    @Override
    public String toString() {
        return "DatabaseSettings[]";
    }
}
