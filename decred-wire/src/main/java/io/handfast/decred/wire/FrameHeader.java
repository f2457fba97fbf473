// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.IllegalMessage;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.StrictAscii;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.nio.charset.StandardCharsets;

/**
 * The 24 bytes before each payload.
 *
 * @param network whose magic they begin with
 * @param command 1 to 12 bytes of printable ASCII, not necessarily a known one
 * @param payloadBytes 0 to 32 MiB
 * @param checksum the first four bytes of the payload's BLAKE-256, as a little-endian number
 */
public record FrameHeader(Network network, String command, int payloadBytes, int checksum) {
    /** Its length. */
    public static final int SIZE_BYTES = 24;
    /** Of any payload; most commands have lower limits. */
    public static final int MAX_PAYLOAD_BYTES = 32 * 1024 * 1024;

    static final String PHASE = "frame-header";

    private static final int COMMAND_BYTES = 12;
    private static final int COMMAND_AT = 4;
    private static final int LENGTH_AT = 16;

    /** Rejects what no frame can have. */
    public FrameHeader {
        WireFault.CMD_TOO_LONG.unless(
                command.length() <= COMMAND_BYTES, "command", "at most 12 bytes", command.length());
        if (!StrictAscii.holds(command)) {
            throw new IllegalMessage(WireFault.MALFORMED_CMD, "command", "printable ASCII", StrictAscii.shown(command));
        }
        WireFault.PAYLOAD_TOO_LARGE.unless(
                payloadBytes >= 0 && payloadBytes <= MAX_PAYLOAD_BYTES,
                "payload length",
                "at most 32 MiB",
                payloadBytes);
    }

    /**
     * Takes the bytes apart. Looks at the magic first, where dcrd looks at the length: what another service answers,
     * or a frame of another network, is called what it is.
     *
     * @param bytes 24 of them
     * @param network where they should come from
     * @return the header
     * @throws MalformedMessage for another network or none, a length above 32 MiB, or a command that is no printable ASCII
     */
    public static FrameHeader read(Bytes bytes, Network network) throws MalformedMessage {
        WireReader in = new WireReader(PHASE, bytes, ProtocolVersion.LATEST);
        requireMagic(in.int32("magic"), bytes, network);
        String command = withoutPadding(in.bytes("command", COMMAND_BYTES));
        long length = in.uint32("payload length");
        if (length > MAX_PAYLOAD_BYTES) {
            throw failure(
                    WireFault.PAYLOAD_TOO_LARGE, "payload length", LENGTH_AT, "at most 32 MiB", length + " bytes");
        }
        if (!StrictAscii.holds(command)) {
            throw failure(
                    WireFault.MALFORMED_CMD, "command", COMMAND_AT, "printable ASCII", StrictAscii.shown(command));
        }
        return new FrameHeader(network, command, (int) length, in.int32("checksum"));
    }

    /**
     * Puts the bytes together.
     *
     * @param out takes 24 bytes
     */
    public void write(WireWriter out) {
        byte[] text = new byte[COMMAND_BYTES];
        byte[] name = command.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, text, 0, name.length);
        out.uint32(network.magic())
                .bytes(Bytes.owned(text))
                .uint32(payloadBytes)
                .uint32(checksum);
    }

    private static String withoutPadding(Bytes field) {
        int length = field.length();
        while (length > 0 && field.at(length - 1) == 0) {
            length--;
        }
        return new String(field.slice(0, length).toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** Four bytes are enough to know that it is something else: another service may never send twenty-four. */
    static void requireMagic(Bytes first, Network network) throws MalformedMessage {
        requireMagic(new WireReader(PHASE, first, ProtocolVersion.LATEST).int32("magic"), first, network);
    }

    private static void requireMagic(int magic, Bytes bytes, Network network) throws MalformedMessage {
        if (magic != network.magic()) {
            boolean decred = Network.of(magic).isPresent();
            WireFault code = decred ? WireFault.WRONG_NETWORK : WireFault.NOT_DECRED;
            throw failure(code, "magic", 0, magicOf(network), otherMagic(bytes, magic));
        }
    }

    private static String magicOf(Network network) {
        return "%08x (%s)".formatted(Integer.reverseBytes(network.magic()), network);
    }

    private static String otherMagic(Bytes bytes, int magic) {
        return Network.of(magic).map(FrameHeader::magicOf).orElseGet(() -> {
            Bytes first = bytes.slice(0, 4);
            String text = new String(first.toByteArray(), StandardCharsets.ISO_8859_1);
            return first.toHex() + " " + StrictAscii.shown(text) + ", no network of Decred";
        });
    }

    private static MalformedMessage failure(WireFault code, String field, int at, String expected, String got) {
        return new MalformedMessage(code, PHASE, field, at, expected, got);
    }
}
