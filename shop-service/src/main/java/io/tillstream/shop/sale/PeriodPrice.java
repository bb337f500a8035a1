package io.tillstream.shop.sale;

import com.stripe.model.LineItem;
import com.stripe.model.Price;
import io.tillstream.shop.catalog.Money;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one period of a subscription costs, before discount and tax: the unit amount of each recurring line times its quantity.
 */
final class PeriodPrice {

    /** In minor units. The dispatcher reads no more digits. */
    private static final long MOST = 999_999_999_999L;

    private PeriodPrice() {}

    /**
     * The price in the session's currency.
     *
     * @param lines of a session, with their prices
     * @return null when no line is recurring, when a line's price is not known before it is used, and when lines have
     *     different periods
     */
    static @Nullable Money of(List<LineItem> lines) {
        List<LineItem> recurring = lines.stream()
                .filter(line -> line.getPrice() != null && line.getPrice().getRecurring() != null)
                .toList();
        boolean onePeriod =
                recurring.stream().map(PeriodPrice::period).distinct().count() == 1;
        if (!onePeriod || !recurring.stream().allMatch(PeriodPrice::known)) {
            return null;
        }
        long sum = 0;
        for (LineItem line : recurring) {
            sum += line.getPrice().getUnitAmount() * line.getQuantity();
        }
        return sum == 0 || sum > MOST
                ? null
                : Money.ofStripe(sum, recurring.getFirst().getCurrency());
    }

    private static String period(LineItem line) {
        Price.Recurring recurring = line.getPrice().getRecurring();
        return recurring.getIntervalCount() + " " + recurring.getInterval();
    }

    /** Stripe has no unit amount where the price has tiers; where it is by usage, nobody knows the quantity yet. */
    private static boolean known(LineItem line) {
        Price price = line.getPrice();
        Long amount = price.getUnitAmount();
        Long quantity = line.getQuantity();
        return amount != null
                && quantity != null
                && quantity > 0
                && amount <= MOST / quantity
                && price.getTransformQuantity() == null
                && !"metered".equals(price.getRecurring().getUsageType())
                // The unit amount of a price in several currencies is that of its first currency.
                && Objects.equals(price.getCurrency(), line.getCurrency());
    }
}
