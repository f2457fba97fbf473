// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * A message as it travels: a header and a payload whose checksum is right. Decoded only on demand, since what it means
 * depends on the protocol version, and since who passes blocks on need not understand them.
 *
 * @param network where it travels
 * @param command what it is
 * @param payload its message, encoded
 */
public record Frame(Network network, Command command, Bytes payload) {
    /**
     * A message, encoded.
     *
     * @param message what to say
     * @param network where
     * @param protocolVersion the negotiated one
     * @return the frame
     * @throws io.handfast.decred.wire.encoding.IllegalMessage when that version does not have the message, or not in
     *     this length
     */
    public static Frame of(Message message, Network network, int protocolVersion) {
        return new Frame(network, message.command(), message.command().encode(message, protocolVersion));
    }

    /**
     * The message.
     *
     * @param protocolVersion the negotiated one
     * @return decoded; its bytes are views of the payload
     * @throws MalformedMessage when it is none
     */
    public Message message(int protocolVersion) throws MalformedMessage {
        return command.decode(payload, protocolVersion);
    }

    /**
     * How long it is, with its header.
     *
     * @return bytes
     */
    public int sizeBytes() {
        return FrameHeader.SIZE_BYTES + payload.length();
    }

    /**
     * Header and payload, to be written at once.
     *
     * @return a new array
     */
    public byte[] toByteArray() {
        WireWriter out = new WireWriter(sizeBytes());
        new FrameHeader(network, command.text(), payload.length(), Blake256.checksum(payload)).write(out);
        return out.bytes(payload).toByteArray();
    }

    /** Rejects a payload that its header announced with another checksum. */
    static Frame checked(FrameHeader header, Command command, Bytes payload) throws MalformedMessage {
        int checksum = Blake256.checksum(payload);
        if (checksum != header.checksum()) {
            throw new MalformedMessage(
                    WireFault.PAYLOAD_CHECKSUM,
                    "checksum",
                    "payload of " + command.text(),
                    0,
                    "%08x".formatted(Integer.reverseBytes(header.checksum())),
                    "%08x".formatted(Integer.reverseBytes(checksum)));
        }
        return new Frame(header.network(), command, payload);
    }
}
