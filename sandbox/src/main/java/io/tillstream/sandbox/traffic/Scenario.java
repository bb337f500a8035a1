package io.tillstream.sandbox.traffic;

/** A named load. A scenario with a fault has it in the second third of its time. */
public enum Scenario {
    STEADY("Steady", "Five orders a second.", 5, 60),
    FLASH_SALE("Flash sale", "As many orders as the shop can process, up to a hundred a second.", 100, 30),
    META_OUTAGE("Meta outage", "Meta answers 503. Orders wait in Kafka until it recovers.", 5, 60),
    SLOW_META("Slow Meta", "Meta takes three seconds for an answer. Batches grow.", 10, 60),
    TOKEN_EXPIRY("Token expiry", "Meta refuses the access token. Orders wait; none is dead-lettered.", 5, 60),
    THROTTLING("Throttling", "Meta reports too many calls. The dispatcher sends fewer requests.", 5, 60),
    POISON(
            "Poison",
            "Meta refuses one order in five, and some messages are unreadable. These are dead-lettered; all others are sent.",
            5,
            60),
    REPLAY_STORM("Replay storm", "The last orders are published again, five times. Each is recognised as sent.", 5, 60),
    DISPATCHER_KILLED(
            "Dispatcher killed",
            "A second dispatcher joins and is killed in the middle of a request. The first takes over its partitions.",
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

    /** The orders per second that shoppers attempt. */
    public int perSecond() {
        return perSecond;
    }

    /** The default length. */
    public int seconds() {
        return seconds;
    }
}
