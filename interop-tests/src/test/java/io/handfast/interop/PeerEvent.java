// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a live peer reports; the fields are described in {@code docs/protocol/ship-go-peers.md}, those of a node of
 * Decred in {@code docs/protocol/dcrd-peers.md}.
 */
public sealed interface PeerEvent {

    /**
     * It listens and takes commands.
     *
     * @param ski its SKI
     * @param fingerprint SHA-256 of its certificate, upper-case hexadecimal
     * @param port where it listens
     * @param shipId its SHIP ID
     * @param version version of its ship-go
     */
    record Ready(String ski, String fingerprint, int port, String shipId, String version) implements PeerEvent {}

    /**
     * ship-go changed its state.
     *
     * @param ski of the other side
     * @param n ship-go's state number
     */
    record State(String ski, int n) implements PeerEvent {}

    /**
     * State 38; payloads can be sent.
     *
     * @param ski of the other side
     */
    record Connected(String ski) implements PeerEvent {}

    /**
     * A connection ended, also one that was never complete; who announced the end reports it two or three times.
     *
     * @param ski of the other side
     */
    record Disconnected(String ski) implements PeerEvent {}

    /**
     * The application was asked for its data reader.
     *
     * @param ski of the other side
     */
    record Setup(String ski) implements PeerEvent {}

    /**
     * A callback of this version of ship-go that has no event of its own.
     *
     * @param ski of the other side
     * @param name of the callback
     */
    record Callback(String ski, String name) implements PeerEvent {}

    /**
     * The SHIP ID of the other side.
     *
     * @param ski of the other side
     * @param shipId what it reported
     */
    record ShipId(String ski, String shipId) implements PeerEvent {}

    /**
     * ship-go's connection state for applications; half a second late and in no certain order.
     *
     * @param ski of the other side
     * @param state 0 to 9
     * @param name its name
     * @param message the error, or nothing
     */
    record Pairing(String ski, int state, String name, String message) implements PeerEvent {}

    /**
     * ship-go asked whether the user may still decide.
     *
     * @param name SKI of the other side; version 2024 passes the SHIP ID, mostly empty
     * @param allowed what the answer was
     */
    record Waiting(String name, boolean allowed) implements PeerEvent {}

    /**
     * A payload arrived.
     *
     * @param ski of the other side
     * @param length in bytes, as ship-go hands it over: ordinary JSON
     * @param sha256 of these bytes, lower-case hexadecimal
     * @param text the payload when short
     */
    record Data(String ski, int length, String sha256, Optional<String> text) implements PeerEvent {}

    /**
     * A WebSocket message went over the wire.
     *
     * @param ski of the other side
     * @param sent true when it was sent, false when it was received
     * @param length in bytes with SHIP's type byte
     * @param text the message without the type byte, when short
     */
    record Message(String ski, boolean sent, int length, Optional<String> text) implements PeerEvent {}

    /**
     * A node that eebus-go sees by its own mDNS, as far as it tells.
     *
     * @param name its instance
     * @param ski as announced
     * @param shipId as announced
     * @param product brand, model, type, serial and categories, separated by a vertical bar
     */
    record Visible(String name, String ski, String shipId, String product) implements PeerEvent {}

    /**
     * How many nodes eebus-go sees now.
     *
     * @param count of them
     */
    record Sight(int count) implements PeerEvent {}

    /** A command was carried out or not. */
    sealed interface Answer extends PeerEvent {
        /**
         * Which command.
         *
         * @return its number, 0 for the start
         */
        long id();
    }

    /**
     * A command was carried out.
     *
     * @param id of the command
     * @param cmd its name
     * @param length of the payload sent, in bytes of ordinary JSON
     * @param sha256 of the payload sent
     */
    record Done(long id, String cmd, OptionalInt length, Optional<String> sha256) implements Answer {}

    /**
     * A command could not be carried out.
     *
     * @param id of the command
     * @param cmd its name
     * @param message why
     */
    record Failed(long id, String cmd, String message) implements Answer {}

    /**
     * A line of ship-go's log.
     *
     * @param level trace, debug, info or error
     * @param text the line
     */
    record Log(String level, String text) implements PeerEvent {}

    /**
     * What a live peer of another protocol reports.
     *
     * @param event its kind
     * @param line with its fields
     */
    record Told(String event, PeerLine line) implements PeerEvent {}

    /** It stopped in order, as commanded. */
    record Closed() implements PeerEvent {}

    /**
     * A line on standard error: Go's own words, a panic for example.
     *
     * @param line as it came
     */
    record StandardError(String line) implements PeerEvent {}

    /**
     * The process is gone.
     *
     * @param exitStatus 0 after stop, 1 when the start failed, 2 after a panic, 3 when its standard input ended
     */
    record Ended(int exitStatus) implements PeerEvent {}
}
