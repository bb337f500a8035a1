/** Checkout at Stripe, and settling what was paid there. */
@ApplicationModule(
        allowedDependencies = {
            "order",
            "refund",
            "sale",
            "browser",
            "cart",
            "catalog",
            "visitor",
            "context",
            "pixel",
            "storefront",
            "seal",
            "stripe",
            "limit"
        })
@NullMarked
package io.tillstream.shop.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
