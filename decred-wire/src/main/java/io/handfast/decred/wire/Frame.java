// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import io.handfast.decred.wire.encoding.Blake256;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
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
     * Takes apart what {@link FrameReader#readWhole} gave, without hashing it again.
     *
     * @param whole header and payload; nobody may write to them from now on
     * @return the frame, a view of them
     * @throws IllegalArgumentException when it is no whole frame
     */
    public static Frame verified(byte[] whole) {
        Bytes bytes = Bytes.owned(whole);
        try {
            WireReader in = new WireReader(FrameHeader.PHASE, bytes, ProtocolVersion.LATEST);
            Network network = Network.of(in.int32("magic")).orElseThrow(() -> notWhole(bytes));
            FrameHeader header = FrameHeader.read(bytes.slice(0, FrameHeader.SIZE_BYTES), network);
            Command command = Command.of(header.command()).orElseThrow(() -> notWhole(bytes));
            if (whole.length != FrameHeader.SIZE_BYTES + header.payloadBytes()) {
                throw notWhole(bytes);
            }
            return new Frame(network, command, bytes.slice(FrameHeader.SIZE_BYTES, header.payloadBytes()));
        } catch (MalformedMessage | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("no whole frame: " + bytes, e);
        }
    }

    private static IllegalArgumentException notWhole(Bytes bytes) {
        return new IllegalArgumentException("no whole frame: " + bytes);
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
