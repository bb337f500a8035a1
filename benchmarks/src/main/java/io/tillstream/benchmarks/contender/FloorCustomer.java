package io.tillstream.benchmarks.contender;

import static io.tillstream.benchmarks.contender.FloorEvents.bytes;

import java.security.DigestException;
import java.util.Arrays;

/** Writes an opened customer as Meta's user data. Not thread-safe. */
final class FloorCustomer {

    private static final byte[][] CUSTOMER = FloorEvents.names(
            "email",
            "phone",
            "name",
            "city",
            "state",
            "postalCode",
            "country",
            "externalId",
            "ip",
            "userAgent",
            "fbp",
            "fbc");
    private static final int EMAIL = 0;
    private static final int PHONE = 1;
    private static final int NAME = 2;
    private static final int CITY = 3;
    private static final int STATE = 4;
    private static final int POSTAL_CODE = 5;
    private static final int COUNTRY = 6;
    private static final int EXTERNAL_ID = 7;
    private static final int IP = 8;
    private static final int USER_AGENT = 9;
    private static final int FBP = 10;
    private static final int FBC = 11;

    private static final byte[] EM = bytes("{\"em\":[\"");
    private static final byte[] PH = bytes("\"],\"ph\":[\"");
    private static final byte[] FN = bytes("\"],\"fn\":[\"");
    private static final byte[] LN = bytes("\"],\"ln\":[\"");
    private static final byte[] CT = bytes("\"],\"ct\":[\"");
    private static final byte[] ST = bytes("\"],\"st\":[\"");
    private static final byte[] ZP = bytes("\"],\"zp\":[\"");
    private static final byte[] LAND = bytes("\"],\"country\":[\"");
    private static final byte[] EXTERNAL = bytes("\"],\"external_id\":[\"");
    private static final byte[] ADDRESS = bytes("\"],\"client_ip_address\":\"");
    private static final byte[] BROWSER = bytes("\",\"client_user_agent\":\"");
    private static final byte[] BROWSER_ID = bytes("\",\"fbp\":\"");
    private static final byte[] CLICK_ID = bytes("\",\"fbc\":\"");
    private static final byte[] END = bytes("\"}");

    private static final int ABSENT = -1;

    private final Hashes hashes = new Hashes();
    private final Scan scan = new Scan();
    private final int[] from = new int[CUSTOMER.length];
    private final int[] to = new int[CUSTOMER.length];

    /** @param customer the customer's JSON; only its first bytes */
    void write(byte[] customer, int length, Body body) throws DigestException {
        read(customer, length);
        body.put(EM);
        hashes.rare(customer, from[EMAIL], to[EMAIL], body);
        body.put(PH);
        hashes.rare(customer, from[PHONE] + 1, to[PHONE], body);
        writeNames(customer, body);
        frequent(CT, CITY, customer, body);
        if (from[STATE] != ABSENT) {
            frequent(ST, STATE, customer, body);
        }
        frequent(ZP, POSTAL_CODE, customer, body);
        frequent(LAND, COUNTRY, customer, body);
        body.put(EXTERNAL);
        hashes.rare(customer, from[EXTERNAL_ID], to[EXTERNAL_ID], body);
        text(ADDRESS, IP, customer, body);
        text(BROWSER, USER_AGENT, customer, body);
        text(BROWSER_ID, FBP, customer, body);
        text(CLICK_ID, FBC, customer, body);
        body.put(END);
    }

    private void read(byte[] customer, int length) {
        Arrays.fill(from, ABSENT);
        scan.begin(customer, length);
        int likely = 0;
        for (int field = scan.field(CUSTOMER, 0); field != Scan.NO_FIELD; field = scan.field(CUSTOMER, likely)) {
            scan.value();
            if (field < CUSTOMER.length) {
                from[field] = scan.from();
                to[field] = scan.to();
                likely = field + 1;
            }
        }
    }

    /** The first name ends at the first blank, and the last name begins behind the last one. */
    private void writeNames(byte[] customer, Body body) throws DigestException {
        int first = from[NAME];
        while (customer[first] != ' ') {
            first++;
        }
        int last = to[NAME];
        while (customer[last - 1] != ' ') {
            last--;
        }
        body.put(FN);
        hashes.frequent(customer, from[NAME], first, body);
        body.put(LN);
        hashes.frequent(customer, last, to[NAME], body);
    }

    private void frequent(byte[] before, int field, byte[] customer, Body body) throws DigestException {
        body.put(before);
        hashes.frequent(customer, from[field], to[field], body);
    }

    private void text(byte[] before, int field, byte[] customer, Body body) {
        body.put(before);
        body.put(customer, from[field], to[field]);
    }
}
