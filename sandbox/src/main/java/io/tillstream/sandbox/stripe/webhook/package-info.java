/** Events, and their delivery to the shop as signed webhooks. */
@NullMarked
package io.tillstream.sandbox.stripe.webhook;

import org.jspecify.annotations.NullMarked;
