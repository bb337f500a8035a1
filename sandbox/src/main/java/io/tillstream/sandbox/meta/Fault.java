package io.tillstream.sandbox.meta;

/** What can be wrong with Meta, as it has been seen to be. */
public enum Fault {
    NONE("Well"),
    UNAVAILABLE("Down: status 503, code 2"),
    BAD_GATEWAY("Down: status 502 and a page of HTML"),
    EMPTY("Status 200 and nothing in it"),
    SHORT("Takes all events and says that it received one fewer"),
    REFUSES_SOME("Refuses one order in five: a value is not to its taste"),
    TOKEN_EXPIRED("The access token has expired: code 190"),
    THROTTLED("Too many calls: code 80004, try again in a minute"),
    SLOW("Answers after three seconds"),
    TRICKLE("Sends its answer a byte a second"),
    CUT("Takes all events, and the connection breaks before the answer is through");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
