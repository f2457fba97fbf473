// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static io.handfast.decred.wire.FrameHeader.SIZE_BYTES;

import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.ReadEnded;
import io.handfast.decred.wire.encoding.WireException;
import io.handfast.decred.wire.encoding.WireFault;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Takes frames from a stream. Blocks as the stream does and has no deadline of its own: an ending is told apart as
 * closed between two frames, closed inside one, timed out ({@link SocketTimeoutException}) and reset (every other
 * {@link IOException}). After any failure the stream is of no use, since nobody knows where the next frame begins. For
 * one thread.
 */
public final class FrameReader {
    /** What a payload gets before any of it is there; from then on as much again as has come. */
    private static final int FIRST_BYTES = 64 * 1024;

    private static final int MAGIC_BYTES = 4;

    private final InputStream input;
    private final Network network;

    /**
     * Reads from now on.
     *
     * @param input best without a buffer: a frame takes two reads
     * @param network where the frames should come from
     */
    public FrameReader(InputStream input, Network network) {
        this.input = input;
        this.network = network;
    }

    /**
     * The next frame, its checksum compared.
     *
     * @param protocolVersion the negotiated one, for the limits of lengths
     * @return the frame, not yet decoded
     * @throws WireException when no such frame came
     */
    public Frame read(int protocolVersion) throws WireException {
        byte[] first = header();
        FrameHeader header = FrameHeader.read(Bytes.owned(first), network);
        Command command = known(header);
        command.requireLength(FrameHeader.PHASE, header.payloadBytes(), protocolVersion);
        return frame(header, command, whole(first, header));
    }

    /**
     * The next frame as it travels, its checksum compared, for who does not know the negotiated version yet: the length
     * is held to what any version allows. {@link Frame#verified} takes it apart.
     *
     * @return header and payload, an array of its own
     * @throws WireException when no frame came
     */
    public byte[] readWhole() throws WireException {
        byte[] first = header();
        FrameHeader header = FrameHeader.read(Bytes.owned(first), network);
        Command command = known(header);
        command.requireAnyLength(FrameHeader.PHASE, header.payloadBytes());
        byte[] whole = whole(first, header);
        frame(header, command, whole); // compares the checksum
        return whole;
    }

    private static Frame frame(FrameHeader header, Command command, byte[] whole) throws MalformedMessage {
        return Frame.checked(header, command, Bytes.owned(whole).slice(SIZE_BYTES, header.payloadBytes()));
    }

    private static Command known(FrameHeader header) throws MalformedMessage {
        return Command.of(header.command()).filter(Command::decodable).orElseThrow(() -> unknown(header));
    }

    private static MalformedMessage unknown(FrameHeader header) {
        return new MalformedMessage(
                WireFault.UNKNOWN_CMD, FrameHeader.PHASE, "command", 4, "a command", "\"" + header.command() + "\"");
    }

    private byte[] header() throws WireException {
        byte[] bytes = new byte[SIZE_BYTES];
        int count = fill(bytes, 0, MAGIC_BYTES, SIZE_BYTES, FrameHeader.PHASE, SIZE_BYTES);
        FrameHeader.requireMagic(Bytes.owned(bytes), network);
        fill(bytes, count, SIZE_BYTES, SIZE_BYTES, FrameHeader.PHASE, SIZE_BYTES);
        return bytes;
    }

    /** An announced length costs memory only as bytes arrive. */
    private byte[] whole(byte[] header, FrameHeader announced) throws ReadEnded {
        int payloadBytes = announced.payloadBytes();
        int length = SIZE_BYTES + payloadBytes;
        byte[] bytes = Arrays.copyOf(header, SIZE_BYTES + Math.min(payloadBytes, FIRST_BYTES));
        int count = SIZE_BYTES;
        while (count < length) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(length, 2 * count));
            }
            count = fill(bytes, count, bytes.length, bytes.length, "payload", payloadBytes);
        }
        return bytes;
    }

    /** Returns how many there are then, at least {@code least}, at most {@code to}. */
    private int fill(byte[] bytes, int from, int least, int to, String phase, int announced) throws ReadEnded {
        int count = from;
        while (count < least) {
            int more = read(bytes, count, to, phase, announced);
            if (more < 0) {
                boolean border = count == 0;
                throw ended(border ? WireFault.CLOSED : WireFault.CLOSED_INSIDE_FRAME, phase, count, announced, null);
            }
            count += more;
        }
        return count;
    }

    private int read(byte[] bytes, int count, int to, String phase, int announced) throws ReadEnded {
        try {
            return input.read(bytes, count, to - count);
        } catch (SocketTimeoutException e) {
            throw ended(WireFault.TIMED_OUT, phase, count, announced, e);
        } catch (IOException e) {
            throw ended(WireFault.RESET, phase, count, announced, e);
        }
    }

    private static ReadEnded ended(
            WireFault code, String phase, int count, int announced, @Nullable IOException cause) {
        String why = switch (code) {
            case TIMED_OUT -> ", then nothing in time";
            case RESET -> ", then a broken connection";
            default -> ", then the end of the stream";
        };
        int came = phase.equals(FrameHeader.PHASE) ? count : count - SIZE_BYTES;
        return new ReadEnded(code, phase, announced + " bytes", came + " bytes" + why, cause);
    }
}
