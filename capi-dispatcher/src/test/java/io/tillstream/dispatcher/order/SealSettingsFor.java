package io.tillstream.dispatcher.order;

import tools.jackson.databind.json.JsonMapper;

/** Seals with keys of a test's choice. */
public final class SealSettingsFor {

    private SealSettingsFor() {}

    public static CustomerSeal keys(String keys) {
        return new CustomerSeal(new SealSettings(keys), JsonMapper.shared());
    }
}
