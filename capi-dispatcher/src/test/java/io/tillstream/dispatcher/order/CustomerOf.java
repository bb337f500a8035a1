package io.tillstream.dispatcher.order;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Customers with some fields, for tests. */
public final class CustomerOf {

    private CustomerOf() {}

    /** @param fields by their names in the contract */
    public static Customer fields(Map<String, String> fields) {
        return JsonMapper.shared().convertValue(fields, Customer.class);
    }
}
