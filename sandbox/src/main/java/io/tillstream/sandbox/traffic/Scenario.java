package io.tillstream.sandbox.traffic;

/** A named load. Where something goes wrong, it does so in the second of three equal parts of the time. */
public enum Scenario {
    STEADY("Steady", "Five orders a second.", 5, 60),
    FLASH_SALE("Flash sale", "As many orders as the shop takes, up to a hundred a second.", 100, 30),
    META_OUTAGE("Meta outage", "Meta answers 503. Orders wait in Kafka, and go when it is back.", 5, 60),
    SLOW_META("Slow Meta", "Meta takes three seconds for an answer. Batches grow.", 10, 60),
    TOKEN_EXPIRY(
            "Token expiry", "Meta refuses the access token. Orders wait; nothing goes to the dead letters.", 5, 60),
    THROTTLING("Throttling", "Meta has had too many calls. The dispatcher asks less often.", 5, 60),
    POISON(
            "Poison",
            "Meta refuses one order in five, and messages come that nobody can read. They die; all others go on.",
            5,
            60),
    REPLAY_STORM("Replay storm", "Somebody publishes the last orders again, five times. Each is known already.", 5, 60),
    DISPATCHER_KILLED(
            "Dispatcher killed",
            "A second dispatcher joins, and is killed with orders in its hands. The first takes its share over.",
            10,
            90);

    private final String title;
    private final String text;
    private final int perSecond;
    private final int seconds;

    Scenario(String title, String text, int perSecond, int seconds) {
        this.title = title;
        this.text = text;
        this.perSecond = perSecond;
        this.seconds = seconds;
    }

    public String title() {
        return title;
    }

    public String text() {
        return text;
    }

    /** Orders a second that shoppers try to pay. */
    public int perSecond() {
        return perSecond;
    }

    /** How long it takes unless asked otherwise. */
    public int seconds() {
        return seconds;
    }
}
