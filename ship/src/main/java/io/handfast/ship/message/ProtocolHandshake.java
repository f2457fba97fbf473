// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.List;

/**
 * {@code messageProtocolHandshake} (13.4.4.2): which version and which encoding both sides will speak.
 *
 * @param handshakeType {@code handshakeType}
 * @param major {@code version.major}, 0 to 255
 * @param minor {@code version.minor}, 0 to 255
 * @param formats {@code formats.format}: {@value #JSON_UTF8}, {@value #JSON_UTF16} or words of later versions, in
 *     the sender's order; may be empty
 */
public record ProtocolHandshake(HandshakeType handshakeType, int major, int minor, List<String> formats)
        implements KnownMessage {
    /** The encoding every node speaks. */
    public static final String JSON_UTF8 = "JSON-UTF8";
    /** An encoding nobody is known to speak. */
    public static final String JSON_UTF16 = "JSON-UTF16";

    /**
     * A step of the handshake.
     *
     * @throws IllegalArgumentException when a number is out of range
     */
    public ProtocolHandshake {
        Values.requireRange(major, 0, 255, "major");
        Values.requireRange(minor, 0, 255, "minor");
        formats = List.copyOf(formats);
        formats.forEach(format -> Values.requireText(format, "format"));
    }

    /**
     * The client's first word.
     *
     * @param major highest version, first number
     * @param minor highest version, second number
     * @return an announcement that offers UTF-8 alone
     * @throws IllegalArgumentException when a number is out of range
     */
    public static ProtocolHandshake announceMax(int major, int minor) {
        return new ProtocolHandshake(HandshakeType.ANNOUNCE_MAX, major, minor, List.of(JSON_UTF8));
    }

    /**
     * The server's choice, and the client's confirmation.
     *
     * @param major version, first number
     * @param minor version, second number
     * @return a selection of UTF-8
     * @throws IllegalArgumentException when a number is out of range
     */
    public static ProtocolHandshake select(int major, int minor) {
        return new ProtocolHandshake(HandshakeType.SELECT, major, minor, List.of(JSON_UTF8));
    }

    @Override
    public MessageType type() {
        return MessageType.CONTROL;
    }
}
