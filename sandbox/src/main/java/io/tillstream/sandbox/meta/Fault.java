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
    CUT("Takes all events, and the connection breaks before the answer is through"),
    RESET("Takes all events and closes the connection without an answer"),
    ONE_SHORT("Does not receive one event in a hundred, always the same ones, and counts them out"),
    REFUSES_ALL("Refuses every order: a rule about times has changed"),
    HEADLESS_THROTTLE("Too many calls: status 429, try again in five seconds, and no JSON"),
    TOO_LARGE("Finds every request too large: status 413"),
    CODE_1("Answers code 1 to everything: an unknown error"),
    UNKNOWN_CODE("Answers with a code that nobody knows: 987654"),
    BLOCKED("Has blocked the app or its page: code 368"),
    TOKEN_OF_ONE("The access token of the second dataset has expired, that of the first has not"),
    VERSION_WARNING("Well, and warns that the version of the API has come to its end");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }
}
