/** The shop: sells, lets Stripe collect, and says on Kafka which orders are paid. */
@NullMarked
package io.tillstream.shop;

import org.jspecify.annotations.NullMarked;
