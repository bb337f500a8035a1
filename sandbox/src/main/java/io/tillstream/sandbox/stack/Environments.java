package io.tillstream.sandbox.stack;

import io.tillstream.sandbox.papermoon.PaperMoon;
import java.util.Map;

/** The environment variables that connect the services to each other and to the stand-ins. */
record Environments(DataFolder data, Ports ports) {

    static final String STRIPE_SECRET_KEY = "sk_test_sandbox";
    static final String META_PIXEL_ID = "1234567890123456";
    static final String META_ACCESS_TOKEN = "sandbox-token";

    /** @param number from 0 */
    Map<String, String> dispatcher(String name, int number) {
        return Map.ofEntries(
                Map.entry("GROUP_INSTANCE_ID", name),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka()),
                Map.entry("CUSTOMER_DATA_KEYS", data.customerDataKeys()),
                Map.entry("META_PIXEL_ID", META_PIXEL_ID),
                Map.entry("META_ACCESS_TOKEN", META_ACCESS_TOKEN),
                Map.entry("META_API_BASE", Stack.url(ports.meta())),
                Map.entry("CONSOLE_OPERATORS", Stack.OPERATOR + ":" + data.operatorPassword()),
                Map.entry("MANAGEMENT_PORT", Integer.toString(ports.dispatcher(number))));
    }

    Map<String, String> shop() {
        return Map.ofEntries(
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", "localhost:" + ports.kafka()),
                Map.entry("DATABASE_URL", "postgresql://postgres:postgres@localhost:" + ports.postgres() + "/postgres"),
                Map.entry("CUSTOMER_DATA_KEYS", data.customerDataKeys()),
                Map.entry("PUBLIC_BASE_URL", Stack.url(ports.shop())),
                Map.entry("STRIPE_SECRET_KEY", STRIPE_SECRET_KEY),
                Map.entry("STRIPE_WEBHOOK_SECRET", Stack.STRIPE_WEBHOOK_SECRET),
                Map.entry("STRIPE_API_BASE", Stack.url(ports.stripe())),
                Map.entry("META_PIXEL_ID", META_PIXEL_ID),
                Map.entry("META_PIXEL_SCRIPT_URL", Stack.url(ports.meta()) + "/en_US/fbevents.js"),
                Map.entry("DISPATCHER_URL", Stack.url(ports.dispatcher())),
                Map.entry("SALES", "account"),
                Map.entry("SITE_ORIGINS", PaperMoon.url(ports.paperMoon())),
                Map.entry("RECONCILER_EVERY", "20s"),
                Map.entry("CHECKOUT_PROMOTION_CODES", "true"),
                Map.entry("CHECKOUT_PHONE", "true"),
                Map.entry("DEMO_PRODUCTS", "true"),
                Map.entry("SHOP_OWNERS", Stack.OPERATOR + ":" + data.operatorPassword()),
                Map.entry(
                        "MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE",
                        "health,info,prometheus,reconciliation,heldorders"),
                Map.entry("PORT", Integer.toString(ports.shop())),
                Map.entry("MANAGEMENT_PORT", Integer.toString(ports.shopManagement())));
    }
}
