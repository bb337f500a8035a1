package io.tillstream.sandbox.meta;

/** The faults of Meta that the stand-in can simulate; each was observed at Meta. */
public enum Fault {
    NONE("No fault"),
    UNAVAILABLE("Down: status 503, code 2"),
    BAD_GATEWAY("Down: status 502 and a page of HTML"),
    EMPTY("Answers status 200 with an empty body"),
    SHORT("Accepts all events but reports one fewer"),
    REFUSES_SOME("Refuses one order in five: a value is out of range"),
    TOKEN_EXPIRED("The access token has expired: code 190"),
    THROTTLED("Too many calls: code 80004, retry in a minute"),
    SLOW("Answers after three seconds"),
    TRICKLE("Sends its answer at one byte per second"),
    CUT("Accepts all events and closes the connection in the middle of the answer"),
    RESET("Accepts all events and closes the connection without an answer"),
    ONE_SHORT("Drops one event in a hundred, always the same ones, and does not count it"),
    REFUSES_ALL("Refuses every order: a rule about times has changed"),
    HEADLESS_THROTTLE("Too many calls: status 429 without JSON, retry in five seconds"),
    TOO_LARGE("Refuses every request as too large: status 413"),
    CODE_1("Answers every request with code 1: an unknown error"),
    UNKNOWN_CODE("Answers with an undocumented code: 987654"),
    BLOCKED("Has blocked the app or its page: code 368"),
    TOKEN_OF_ONE("Only the access token of the second dataset has expired"),
    VERSION_WARNING("No fault, but a warning that the API version is deprecated");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
