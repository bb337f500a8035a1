/**
 * For people: shows a customer the event that Meta received for their order. The event is built again from the sealed
 * message.
 */
@ApplicationModule(allowedDependencies = {"dispatch", "deadletter", "order"})
@NullMarked
package io.tillstream.dispatcher.disclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
