package io.tillstream.dispatcher.order;

/** An order that breaks the contract. The exception's message names the field, and contains no value of it. */
public class ContractBroken extends IllegalArgumentException {

    ContractBroken(String message) {
        super(message);
    }
}
