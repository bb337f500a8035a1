package io.tillstream.dispatcher.order;

import tools.jackson.databind.json.JsonMapper;

/** Seal settings with a test's keys. */
public final class SealSettingsFor {

    private SealSettingsFor() {}

    public static CustomerSeal keys(String keys) {
        return new CustomerSeal(new SealSettings(keys), JsonMapper.shared());
    }
}
