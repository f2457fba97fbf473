// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

import io.handfast.ship.message.AccessMethods;
import io.handfast.ship.message.AccessMethodsRequest;
import io.handfast.ship.message.ConnectionClose;
import io.handfast.ship.message.ConnectionHello;
import io.handfast.ship.message.Data;
import io.handfast.ship.message.Init;
import io.handfast.ship.message.PinError;
import io.handfast.ship.message.PinInput;
import io.handfast.ship.message.PinState;
import io.handfast.ship.message.ProtocolHandshake;
import io.handfast.ship.message.ProtocolHandshakeError;
import io.handfast.ship.message.Reserved;
import io.handfast.ship.message.ShipMessage;
import io.handfast.ship.message.UnknownControl;

/**
 * A message, or a decision of this side, in words for people, with the specification's names: what a failure says it
 * got. Of what a peer may choose freely nothing is repeated, a PIN least of all.
 */
final class MessageWords {
    private MessageWords() {}

    static String of(ShipMessage message) {
        return switch (message) {
            case Init _ -> "connection mode 00 00";
            case ConnectionHello hello -> hello(hello);
            case ProtocolHandshake step -> protocol(step);
            case ProtocolHandshakeError(int error) -> "messageProtocolHandshakeError " + error;
            case PinState state ->
                "connectionPinState " + state.pinState().word()
                        + state.inputPermission()
                                .map(permission -> ", input " + permission.word())
                                .orElse("");
            case PinInput _ -> "connectionPinInput";
            case PinError(int error) -> "connectionPinError " + error;
            case AccessMethodsRequest _ -> "accessMethodsRequest";
            case AccessMethods _ -> "accessMethods";
            case Data _ -> "data";
            case ConnectionClose close -> "connectionClose " + close.phase().word();
            case Reserved(int type) -> "a message of the reserved type " + type;
            case UnknownControl _ -> "a control message that nobody knows";
        };
    }

    static String of(ShipControl control) {
        return switch (control) {
            case ShipControl.TrustGranted _ -> "our user's trust";
            case ShipControl.TrustDenied _ -> "our user's refusal";
            case ShipControl.PinEntered _ -> "a PIN that our user entered";
            case ShipControl.CloseRequested _ -> "our request to end";
        };
    }

    private static String hello(ConnectionHello hello) {
        return "connectionHello " + hello.phase().word()
                + hello.waiting()
                        .map(time -> ", waiting " + time.toSeconds() + " s")
                        .orElse("")
                + (hello.prolongationRequest() ? ", asking for more time" : "");
    }

    private static String protocol(ProtocolHandshake step) {
        return "messageProtocolHandshake " + step.handshakeType().word() + " " + step.major() + "." + step.minor()
                + " with " + formats(step);
    }

    /** A peer may name any number of formats, of any length. */
    private static String formats(ProtocolHandshake step) {
        boolean usual = step.formats().stream()
                .allMatch(format ->
                        format.equals(ProtocolHandshake.JSON_UTF8) || format.equals(ProtocolHandshake.JSON_UTF16));
        if (step.formats().isEmpty()) {
            return "no format";
        }
        return usual ? String.join(", ", step.formats()) : step.formats().size() + " formats, unknown ones among them";
    }
}
