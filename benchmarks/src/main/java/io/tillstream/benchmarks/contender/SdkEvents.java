package io.tillstream.benchmarks.contender;

import com.facebook.ads.sdk.APIContext;
import com.facebook.ads.sdk.APIException;
import com.facebook.ads.sdk.APIRequest;
import com.facebook.ads.sdk.serverside.ActionSource;
import com.facebook.ads.sdk.serverside.Content;
import com.facebook.ads.sdk.serverside.CustomData;
import com.facebook.ads.sdk.serverside.Event;
import com.facebook.ads.sdk.serverside.EventRequest;
import com.facebook.ads.sdk.serverside.EventResponse;
import com.facebook.ads.sdk.serverside.UserData;
import java.security.GeneralSecurityException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Makes and sends events with facebook-java-business-sdk, which normalises, hashes and encodes. Not thread-safe. */
final class SdkEvents {

    private final Setting setting;
    private final Opening opening;
    private final APIContext context;

    SdkEvents(Setting setting) {
        this.setting = setting;
        this.opening = new Opening(setting.key());
        // The shorter constructors enable a crash reporter that calls Meta.
        this.context = new APIContext(setting.sink(), setting.sink(), "v24.0", Setting.TOKEN, null, null, false);
        APIRequest.changeRequestExecutor(new SdkTransport());
    }

    void send(List<Event> events) throws APIException {
        EventRequest request = new EventRequest(setting.pixel(), context);
        request.setData(events);
        EventResponse answer = request.execute();
        if (answer.getEventsReceived() != events.size()) {
            throw new IllegalStateException("The sink received " + answer.getEventsReceived());
        }
    }

    Event of(ConsumerRecord<byte[], byte[]> record) throws GeneralSecurityException {
        Order order = Order.read(record.value());
        return new Event()
                .eventName("Purchase")
                .eventTime(order.paidAt().getEpochSecond())
                .eventId(order.eventId())
                .eventSourceUrl(order.sourceUrl())
                .actionSource(ActionSource.website)
                .userData(userData(opening.of(order.customer())))
                .customData(customData(order));
    }

    private static UserData userData(Customer customer) {
        UserData data = new UserData()
                .email(customer.email())
                .phone(customer.phone())
                .firstName(customer.firstName())
                .lastName(customer.lastName())
                .city(customer.city())
                .zipcode(customer.postalCode())
                .countryCode(customer.country())
                .externalId(customer.externalId())
                .clientIpAddress(customer.ip())
                .clientUserAgent(customer.userAgent())
                .fbp(customer.fbp())
                .fbc(customer.fbc());
        return customer.state() == null ? data : data.state(customer.state());
    }

    private static CustomData customData(Order order) {
        return new CustomData()
                .value(order.total().floatValue())
                .currency(order.currency())
                .orderId(order.orderId())
                .contentType("product")
                .contentIds(order.items().stream().map(Order.Item::sku).toList())
                .contents(order.items().stream().map(SdkEvents::content).toList())
                .numItems(Integer.toString(
                        order.items().stream().mapToInt(Order.Item::quantity).sum()));
    }

    private static Content content(Order.Item item) {
        return new Content()
                .productId(item.sku())
                .quantity((long) item.quantity())
                .itemPrice(item.unitPrice().floatValue());
    }
}
