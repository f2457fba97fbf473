// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import io.handfast.engine.FrameChannel.EndOfStream;
import io.handfast.engine.FrameChannel.FrameViolation;
import io.handfast.engine.Role;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole messages and control frames (RFC 6455 sections 5 and 6.2), in the order in which they are complete.
 * One thread reads.
 *
 * <p>After a close frame or a violation nothing counts any more: the next read blocks until the peer ends the
 * stream, so that its bytes still on the way do not make TCP throw our farewell away.
 */
final class FrameReader {
    private final WireInput input;
    private final boolean masked;
    private final WebSocketSettings settings;
    private final Set<Opcode> taken;
    private @Nullable MessageBuffer open;
    private boolean over;

    /**
     * A reader.
     *
     * @param role of this side
     * @param taken the kinds of messages this side takes
     */
    FrameReader(WireInput input, Role role, WebSocketSettings settings, Set<Opcode> taken) {
        this.input = input;
        this.masked = role == Role.SERVER;
        this.settings = settings;
        this.taken = taken;
    }

    /**
     * A whole message or control frame.
     *
     * @param opcode never a continuation
     * @param bytes unmasked content
     */
    record Unit(Opcode opcode, byte[] bytes) {}

    /** Blocks until a message or a control frame is complete. */
    Unit read() throws IOException {
        if (over) {
            input.drain();
            throw new EndOfStream();
        }
        try {
            Unit unit = readUnit();
            over = unit.opcode() == Opcode.CLOSE;
            return unit;
        } catch (FrameViolation e) {
            over = true;
            open = null;
            throw e;
        }
    }

    private Unit readUnit() throws IOException {
        while (true) {
            FrameHeader header = FrameHeader.read(readFirst(), input, masked, this::require);
            Optional<Unit> unit = header.opcode().control() ? Optional.of(readControl(header)) : readData(header);
            if (unit.isPresent()) {
                return unit.get();
            }
        }
    }

    private int readFirst() throws IOException {
        int first = input.read();
        if (first < 0 && open != null) {
            throw new EOFException("the peer ended the connection inside a message");
        }
        if (first < 0) {
            throw new EndOfStream();
        }
        return first;
    }

    private Unit readControl(FrameHeader header) throws IOException {
        MessageBuffer payload = new MessageBuffer(header.opcode(), FrameHeader.MAX_CONTROL_BYTES);
        payload.append(header, input);
        return new Unit(header.opcode(), payload.take());
    }

    private Optional<Unit> readData(FrameHeader header) throws IOException {
        MessageBuffer message = open == null ? new MessageBuffer(header.opcode(), settings.maxMessageBytes()) : open;
        message.append(header, input);
        open = header.last() ? null : message;
        return header.last() ? Optional.of(new Unit(message.opcode(), message.take())) : Optional.empty();
    }

    /** Judges a header by its place: what is open, what is taken, what is too much. */
    private void require(Opcode opcode, long length) throws FrameViolation {
        if (opcode.control()) {
            return;
        }
        if (opcode == Opcode.CONTINUATION && open == null) {
            throw Violations.protocol("a new message", "a continuation of none");
        }
        if (opcode != Opcode.CONTINUATION && open != null) {
            throw Violations.protocol("the rest of a message", "a new message");
        }
        if (opcode != Opcode.CONTINUATION && !taken.contains(opcode)) {
            throw Violations.unsupported("a message of kind " + taken, opcode.toString());
        }
        int before = open == null ? 0 : open.size();
        if (length > settings.maxMessageBytes() - before) {
            throw Violations.tooBig("at most " + settings.maxMessageBytes() + " bytes", before + " + " + length);
        }
        if (open != null && open.frames() >= settings.maxFragments()) {
            throw Violations.tooBig("at most " + settings.maxFragments() + " fragments", "more");
        }
    }
}
