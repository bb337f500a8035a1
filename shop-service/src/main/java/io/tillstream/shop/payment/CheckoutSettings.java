package io.tillstream.shop.payment;

import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.ShippingAddressCollection;
import com.stripe.param.checkout.SessionCreateParams.ShippingAddressCollection.AllowedCountry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Options of Stripe's payment page.
 *
 * @param phone             whether shoppers are asked for their phone number, which improves matching at Meta
 * @param promotionCodes    whether shoppers may enter promotion codes, which are created in Stripe's Dashboard
 * @param automaticTax      whether Stripe Tax computes the tax; it must be set up in the Dashboard
 * @param shippingCountries ISO 3166-1 alpha-2 codes of countries that the shop ships to; when empty, no address is asked for
 * @param shippingRates     ids (shr_...) of shipping rates created in the Dashboard, at most 5
 */
@ConfigurationProperties("shop.checkout")
record CheckoutSettings(
        @DefaultValue("false") boolean phone,
        @DefaultValue("false") boolean promotionCodes,
        @DefaultValue("false") boolean automaticTax,
        @DefaultValue List<String> shippingCountries,
        @DefaultValue List<String> shippingRates) {

    private static final int MOST_RATES = 5;

    CheckoutSettings {
        shippingCountries = shippingCountries.stream()
                .filter(country -> !country.isBlank())
                .map(country -> country.strip().toUpperCase(Locale.ROOT))
                .toList();
        shippingRates = shippingRates.stream().filter(rate -> !rate.isBlank()).toList();
        for (String country : shippingCountries) {
            Assert.isTrue(
                    Arrays.stream(AllowedCountry.values())
                            .anyMatch(allowed -> allowed.name().equals(country)),
                    "CHECKOUT_SHIPPING_COUNTRIES has '" + country
                            + "', which is not a country that Stripe supports; use two-letter codes, such as DE,AT,CH");
        }
        Assert.isTrue(
                shippingRates.size() <= MOST_RATES && shippingRates.stream().allMatch(rate -> rate.startsWith("shr_")),
                "CHECKOUT_SHIPPING_RATES takes at most 5 ids that begin with shr_. Stripe's Dashboard shows them under"
                        + " Product catalogue > Shipping rates");
    }

    void addTo(SessionCreateParams.Builder session) {
        if (phone) {
            session.setPhoneNumberCollection(SessionCreateParams.PhoneNumberCollection.builder()
                    .setEnabled(true)
                    .build());
        }
        if (promotionCodes) {
            session.setAllowPromotionCodes(true);
        }
        if (automaticTax) {
            session.setAutomaticTax(
                    SessionCreateParams.AutomaticTax.builder().setEnabled(true).build());
        }
        if (!shippingCountries.isEmpty()) {
            ShippingAddressCollection.Builder addresses = ShippingAddressCollection.builder();
            shippingCountries.forEach(country -> addresses.addAllowedCountry(AllowedCountry.valueOf(country)));
            session.setShippingAddressCollection(addresses.build());
        }
        shippingRates.forEach(rate -> session.addShippingOption(SessionCreateParams.ShippingOption.builder()
                .setShippingRate(rate)
                .build()));
    }
}
