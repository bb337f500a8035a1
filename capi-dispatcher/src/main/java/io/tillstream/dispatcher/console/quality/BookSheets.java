package io.tillstream.dispatcher.console.quality;

import io.tillstream.dispatcher.console.books.Account;
import io.tillstream.dispatcher.console.books.Ledger;
import io.tillstream.dispatcher.console.table.Cell;
import io.tillstream.dispatcher.console.table.Sheet;
import io.tillstream.dispatcher.console.table.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The tables of the page Quality. */
@Component
public class BookSheets {

    private final Ledger ledger;
    private final MatchQuality quality;

    BookSheets(Ledger ledger, MatchQuality quality) {
        this.ledger = ledger;
        this.quality = quality;
    }

    public Sheet revenue() {
        return new Sheet(
                "revenue",
                "Money by day of payment (UTC) and currency, in major units: paid to the shop and accepted by Meta; the last "
                        + Ledger.DAYS + " days",
                List.of(
                        "Day",
                        "Currency",
                        "Orders",
                        "Paid",
                        "Refunded",
                        "Lost",
                        "Net",
                        "Accepted orders",
                        "Accepted",
                        "Share",
                        "Suppressed",
                        "Dead-lettered",
                        "Open"),
                ledger.accounts().stream()
                        .filter(account -> !account.shop().currency().isEmpty())
                        .map(BookSheets::revenue)
                        .toList());
    }

    private static List<Cell> revenue(Account account) {
        BigDecimal net = account.shop()
                .paid()
                .subtract(account.shop().refunded())
                .subtract(account.shop().lost());
        return List.of(
                Cell.text(account.shop().day().toString()),
                Cell.text(account.shop().currency()),
                Cell.number(account.shop().paidOrders()),
                Cell.number(account.shop().paid()),
                Cell.number(account.shop().refunded()),
                Cell.number(account.shop().lost()),
                Cell.number(net),
                Cell.number(account.accepted().orders()),
                Cell.number(account.accepted().amount()),
                Cell.text(share(account.accepted().amount(), account.shop().paid())),
                Cell.number(account.suppressedInAll().orders()),
                Cell.number(account.deadInAll().orders()),
                Cell.number(account.open()));
    }

    private static String share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? "" : Math.round(1000 * part.doubleValue() / whole.doubleValue()) / 10.0 + " %";
    }

    public Sheet reasons() {
        Map<String, Long> suppressed = new TreeMap<>();
        Map<String, Long> dead = new TreeMap<>();
        // Amounts of several currencies cannot be added; numbers of orders can.
        ledger.accounts().forEach(account -> {
            account.suppressed().forEach((reason, tally) -> suppressed.merge(reason, tally.orders(), Long::sum));
            account.dead().forEach((reason, tally) -> dead.merge(reason, tally.orders(), Long::sum));
        });
        List<List<Cell>> rows = new ArrayList<>();
        suppressed.forEach((reason, orders) -> rows.add(row("suppressed", Cell.text(reason), orders)));
        dead.forEach(
                (reason, orders) -> rows.add(row("dead", Cell.link(reason, "/dead-letters?reason=" + reason), orders)));
        return new Sheet(
                "reasons",
                "Orders that were not sent, by reason; the last " + Ledger.DAYS + " days",
                List.of("Outcome", "Reason", "Orders", "Explanation"),
                rows);
    }

    private static List<Cell> row(String outcome, Cell reason, long orders) {
        return List.of(Cell.text(outcome), reason, Cell.number(orders), Cell.text(Words.of(reason.text())));
    }

    public Sheet matchKeys() {
        return new Sheet(
                "match-keys",
                "Accepted events with each match key; the last " + Ledger.DAYS + " days",
                List.of("Key", "Meaning", "Events", "Share, %", "Weight"),
                quality.keys().stream()
                        .map(key -> List.of(
                                Cell.text(key.key().text()),
                                Cell.text(Words.of(key.key().text())),
                                Cell.number(key.events()),
                                Cell.number(key.percent()),
                                Cell.number(key.weight())))
                        .toList());
    }
}
