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
        FrameHeader header = FrameHeader.read(Bytes.owned(header()), network);
        Command command =
                Command.of(header.command()).filter(Command::decodable).orElseThrow(() -> unknown(header));
        command.requireLength(FrameHeader.PHASE, header.payloadBytes(), protocolVersion);
        return Frame.checked(header, command, Bytes.owned(payload(header)));
    }

    private static MalformedMessage unknown(FrameHeader header) {
        return new MalformedMessage(
                WireFault.UNKNOWN_CMD, FrameHeader.PHASE, "command", 4, "a command", "\"" + header.command() + "\"");
    }

    private byte[] header() throws ReadEnded {
        byte[] bytes = new byte[SIZE_BYTES];
        fill(bytes, 0, SIZE_BYTES, FrameHeader.PHASE, SIZE_BYTES);
        return bytes;
    }

    /** An announced length costs memory only as bytes arrive. */
    private byte[] payload(FrameHeader header) throws ReadEnded {
        int length = header.payloadBytes();
        byte[] bytes = new byte[Math.min(length, FIRST_BYTES)];
        int count = 0;
        while (count < length) {
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(length, 2 * count));
            }
            fill(bytes, count, bytes.length, "payload", length);
            count = bytes.length;
        }
        return bytes;
    }

    private void fill(byte[] bytes, int from, int to, String phase, int announced) throws ReadEnded {
        int count = from;
        while (count < to) {
            int more = read(bytes, count, to, phase, announced);
            if (more < 0) {
                boolean border = count == 0 && phase.equals(FrameHeader.PHASE);
                throw ended(border ? WireFault.CLOSED : WireFault.CLOSED_INSIDE_FRAME, phase, count, announced, null);
            }
            count += more;
        }
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
        return new ReadEnded(code, phase, announced + " bytes", count + " bytes" + why, cause);
    }
}
