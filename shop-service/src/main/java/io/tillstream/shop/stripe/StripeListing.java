package io.tillstream.shop.stripe;

import com.stripe.exception.StripeException;
import com.stripe.model.HasId;
import com.stripe.model.StripeCollection;
import org.jspecify.annotations.Nullable;

/** Reads a whole listing of Stripe's, page by page. */
public final class StripeListing {

    /** Objects on a page, the most that Stripe returns. */
    public static final long PAGE = 100;

    private StripeListing() {}

    /** Asks for one page of a listing: the one after the object with an id, or the first where that is null. */
    public interface Page<T extends HasId> {
        StripeCollection<T> after(@Nullable String id) throws StripeException;
    }

    /** Receives each object of a listing. */
    public interface Each<T> {
        void take(T each) throws StripeException;
    }

    /** Passes on each object in the order in which Stripe lists them: most listings begin with the newest. */
    public static <T extends HasId> void read(Page<T> pages, Each<T> each) throws StripeException {
        String after = null;
        StripeCollection<T> page;
        do {
            page = pages.after(after);
            for (T one : page.getData()) {
                each.take(one);
                after = one.getId();
            }
        } while (Boolean.TRUE.equals(page.getHasMore()) && after != null);
    }
}
