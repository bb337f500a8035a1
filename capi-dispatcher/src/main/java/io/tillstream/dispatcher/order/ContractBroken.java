package io.tillstream.dispatcher.order;

/** A message that is no order as the contract has it. Its message names the field, and holds nothing that stood in it. */
public class ContractBroken extends IllegalArgumentException {

    ContractBroken(String message) {
        super(message);
    }
}
