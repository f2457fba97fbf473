// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.FrameReader;
import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.ReadEnded;
import io.handfast.decred.wire.encoding.WireException;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.engine.Frame;
import io.handfast.engine.FrameChannel;
import io.handfast.engine.net.Duplex;
import java.io.IOException;

/**
 * Decred's frames over a connection: each {@link Frame.Message} is one whole of them, header and payload, its checksum
 * compared. Its length is held to what any protocol version allows, because the reader runs ahead of the negotiation;
 * the owner compares it with the negotiated version when it decodes ({@link io.handfast.decred.wire.Frame#verified}).
 *
 * <p>Decred has no farewell: the end of the output is the end. Its pings are messages like all others here.
 *
 * <p>Thread rule: that of {@link FrameChannel}.
 */
public final class DecredChannel implements FrameChannel {
    private static final int DROP_BYTES = 4096;

    private final Duplex duplex;
    private final FrameReader reader;
    private boolean violated;

    /**
     * Takes a connection over.
     *
     * @param duplex the connection; closed by this channel's owner
     * @param network whose frames are taken
     */
    public DecredChannel(Duplex duplex, Network network) {
        this.duplex = duplex;
        this.reader = new FrameReader(duplex.input(), network);
    }

    /**
     * {@inheritDoc}
     *
     * @throws FrameViolation with a {@link WireCode}: what came is no frame of the network
     * @throws EndOfStream {@code decred.wire.closed}
     * @throws Broken {@code decred.wire.closed-inside-frame} or {@code decred.wire.reset}
     */
    @Override
    public Frame read() throws IOException {
        if (violated) {
            throw drop();
        }
        try {
            return new Frame.Message(reader.readWhole());
        } catch (MalformedMessage e) {
            violated = true;
            throw new FrameViolation(new WireCode(e.code()), e.expected(), e.got());
        } catch (ReadEnded e) {
            throw ended(e);
        } catch (WireException e) {
            throw new IllegalStateException("a third kind of wire exception", e);
        }
    }

    private static IOException ended(ReadEnded e) {
        WireCode code = new WireCode(e.code());
        return e.code() == WireFault.CLOSED ? new EndOfStream(code) : new Broken(code, e.got(), e);
    }

    /** Nobody knows where the next frame would begin. */
    private EndOfStream drop() throws IOException {
        byte[] dropped = new byte[DROP_BYTES];
        int count = 0;
        while (count >= 0) {
            count = duplex.input().read(dropped);
        }
        return new EndOfStream(new WireCode(WireFault.CLOSED));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException for anything but a message
     */
    @Override
    public void write(Frame frame) throws IOException {
        if (!(frame instanceof Frame.Message(byte[] bytes))) {
            throw new IllegalArgumentException("Decred has messages alone, not " + frame);
        }
        duplex.output().write(bytes);
    }

    @Override
    public void flush() throws IOException {
        duplex.output().flush();
    }

    @Override
    public void endOutput() throws IOException {
        duplex.endOutput();
    }

    @Override
    public void close() {
        duplex.close();
    }
}
