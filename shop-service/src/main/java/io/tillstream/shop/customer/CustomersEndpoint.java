package io.tillstream.shop.customer;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * What is kept of a customer, over HTTP: POST with an e-mail address in the body shows or deletes it. Exposed only where {@code
 * management.endpoints.web.exposure.include} names it.
 */
@Component
@Endpoint(id = "customers")
class CustomersEndpoint {

    private static final Logger log = LoggerFactory.getLogger(CustomersEndpoint.class);

    private final CustomerExport customerExport;
    private final CustomerErasure customerErasure;

    CustomersEndpoint(CustomerExport customerExport, CustomerErasure customerErasure) {
        this.customerExport = customerExport;
        this.customerErasure = customerErasure;
    }

    /**
     * @param uncompared orders that could not be compared
     * @param sentence   what was deleted, and what stays
     */
    record Erased(int orders, int uncompared, String sentence) {}

    /** @param action export or erase */
    @WriteOperation
    WebEndpointResponse<Object> act(String email, String action) {
        return switch (action) {
            case "export" -> new WebEndpointResponse<>(export(email), 200);
            case "erase" -> new WebEndpointResponse<>(erase(email), 200);
            default -> new WebEndpointResponse<>(Map.of("error", "action is export or erase"), 400);
        };
    }

    JsonNode export(String email) {
        return customerExport.export(email);
    }

    Erased erase(String email) {
        CustomerOrders.Found found = customerErasure.erase(email);
        log.atInfo().addKeyValue("orders", found.orders().size()).log("a customer's data was deleted");
        String unreadable = found.unreadable() == 0
                ? ""
                : " Orders that were not compared, because CUSTOMER_DATA_KEYS does not have their key: "
                        + found.unreadable() + ".";
        String unpublished = found.unpublished() == 0
                ? ""
                : " Orders that are held or wait for a bank, whose customer only Stripe knows: " + found.unpublished()
                        + ". Look for the address at Stripe, do not release its orders, and erase again once they are paid.";
        return new Erased(
                found.orders().size(),
                found.unreadable() + found.unpublished(),
                "Orders whose customer and visitor were deleted: "
                        + found.orders().size() + "." + unreadable + unpublished
                        + " Kafka keeps their sealed messages until the topics delete them; Stripe and Meta keep what they"
                        + " have (docs/operating/consent.md, Erasure).");
    }
}
