// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.util.Optional;

/**
 * Between messages and WebSocket binary messages (chapter 13.3): one type byte, then the value. Remembers nothing of
 * what it read: any number of threads and connections may use one instance at the same time.
 *
 * <p>Sending: the exact bytes all known stacks understand, which is the EEBUS form of JSON without white space,
 * members in the schema's order, and square and curly brackets inside strings escaped, because ship-go, EEBUS.Net and
 * others read JSON by replacing brackets in the text.
 *
 * <p>Receiving: by structure. White space, ordinary objects where arrays of one-member objects belong, unknown
 * members, members in any order, {@code null} for an absent member, an empty object for an empty list and the other
 * way round, and NUL bytes at both ends are accepted. What is refused stands in {@link MessageFault}.
 */
public final class ShipCodec {
    /** Largest frame that is read, in bytes with the type byte. */
    public static final int MAX_RECEIVE_BYTES = 256 * 1024;
    /**
     * Largest frame that should be sent, in bytes with the type byte: newer ship-go ends the connection above.
     * {@link #encode} does not enforce it.
     */
    public static final int MAX_SEND_BYTES = 100 * 1024;
    /** Deepest nesting of JSON that is read. */
    public static final int MAX_DEPTH = 100;

    private final boolean strict;

    private ShipCodec(boolean strict) {
        this.strict = strict;
    }

    /**
     * Reads by the root name alone, as ship-go does: a message under another message's type byte is accepted.
     *
     * @return the codec for daily use
     */
    public static ShipCodec lenient() {
        return new ShipCodec(false);
    }

    /**
     * Refuses a message under another message's type byte.
     *
     * @return the codec for conformance tests of peers
     */
    public static ShipCodec strict() {
        return new ShipCodec(true);
    }

    /**
     * The bytes of a message. Copies a payload once.
     *
     * @param message what to send
     * @return the whole content of a WebSocket binary message, owned by the caller
     */
    public byte[] encode(KnownMessage message) {
        return MessageWriter.write(message);
    }

    /**
     * The message of some bytes. A {@link Data#payload} is a view of them, not a copy.
     *
     * @param frame the whole content of a WebSocket binary message; not to be changed afterwards
     * @return what it holds
     * @throws MalformedMessage when it is none of the messages SHIP knows or reserves; the codes are those of
     *     {@link MessageFault}
     */
    public ShipMessage decode(byte[] frame) throws MalformedMessage {
        if (frame.length == 0) {
            throw new MalformedMessage(MessageFault.EMPTY, "frame", 0, "a type byte", "nothing");
        }
        if (frame.length > MAX_RECEIVE_BYTES) {
            throw new MalformedMessage(
                    MessageFault.TOO_LARGE,
                    "frame",
                    MAX_RECEIVE_BYTES,
                    "at most " + MAX_RECEIVE_BYTES + " bytes",
                    frame.length + " bytes");
        }
        int value = Byte.toUnsignedInt(frame[0]);
        Optional<MessageType> type = MessageType.of(value);
        if (type.isEmpty()) {
            return new Reserved(value);
        }
        if (type.get() == MessageType.INIT) {
            return init(frame);
        }
        ShipMessage message = json(frame, type.get());
        if (strict && message instanceof KnownMessage known && known.type() != type.get()) {
            throw new MalformedMessage(
                    MessageFault.WRONG_TYPE_BYTE,
                    "frame",
                    0,
                    "type " + known.type().value(),
                    "type " + value);
        }
        return message;
    }

    private static Init init(byte[] frame) throws MalformedMessage {
        if (frame.length == 1) {
            throw new MalformedMessage(MessageFault.EMPTY, "init", 1, "a value", "nothing");
        }
        if (frame.length > 2 || frame[1] != 0) {
            String got = frame.length > 2 ? frame.length - 1 + " bytes" : "byte 0x%02x".formatted(frame[1]);
            throw new MalformedMessage(MessageFault.BAD_INIT, "init", 1, "the byte 0", got);
        }
        return new Init();
    }

    /** Porsche's Mobile Charger Plus ends its messages with NUL bytes. */
    private ShipMessage json(byte[] frame, MessageType type) throws MalformedMessage {
        int from = 1;
        int to = frame.length;
        while (to > from && frame[to - 1] == 0) {
            to--;
        }
        while (from < to && frame[from] == 0) {
            from++;
        }
        if (from == to) {
            throw new MalformedMessage(MessageFault.EMPTY, "frame", 1, "a value", "nothing");
        }
        try (JsonReader in = new JsonReader(frame, from, to)) {
            return new MessageReader(in, type).read();
        }
    }
}
