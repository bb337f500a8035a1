/** The shop: sells, collects payment by Stripe, and publishes paid orders to Kafka. */
@NullMarked
package io.tillstream.shop;

import org.jspecify.annotations.NullMarked;
