// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.NodeCertificate;
import io.handfast.engine.net.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An established TLS session. Reading and writing are computed on the calling threads; one may read while another
 * writes. Either direction ends by itself: after the peer's close_notify this side may still write, after
 * {@link #endOutput} it may still read.
 *
 * <p>The input ends with -1 on the peer's close_notify and on a bare TCP end alike, as many peers say nothing;
 * {@link #hasCloseNotify} tells them apart. A fatal alert, found or received, comes out of it as {@link TlsBroken}.
 */
public final class TlsSession implements Duplex {
    private final Socket socket;
    private final TlsEngine engine;
    private final RecordReader records;
    private final DataPhase data;
    private final int fragmentLimit;
    private final NodeCertificate peerCertificate;
    private final List<byte[]> peerChain;
    private final HandshakeNotes.Agreed agreed;
    private final Input input = new Input();
    private final Output output;

    TlsSession(
            Socket socket,
            TlsEngine engine,
            RecordReader records,
            DataPhase data,
            HandshakeNotes notes,
            int fragmentLimit)
            throws IOException {
        this.socket = socket;
        this.engine = engine;
        this.records = records;
        this.data = data;
        this.fragmentLimit = fragmentLimit;
        this.peerCertificate = notes.peer();
        this.peerChain = notes.chain();
        this.agreed = notes.agreed();
        this.output = new Output(socket.getOutputStream());
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void endOutput() throws IOException {
        output.end();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is all it has to be.
        }
    }

    /**
     * The peer's certificate, judged and proved.
     *
     * @return the first of its chain
     */
    public NodeCertificate peerCertificate() {
        return peerCertificate;
    }

    /**
     * All certificates the peer sent.
     *
     * @return each in DER as it came, the peer's own first; not to be changed
     */
    public List<byte[]> peerChain() {
        return peerChain;
    }

    /**
     * The version agreed on.
     *
     * @return such as {@code TLS 1.2}
     */
    public String version() {
        return agreed.version();
    }

    /**
     * The cipher suite agreed on.
     *
     * @return its number
     */
    public int cipherSuite() {
        return agreed.suite();
    }

    /**
     * The application protocol agreed on.
     *
     * @return its name, empty when none was negotiated
     */
    public Optional<String> alpn() {
        return agreed.alpn();
    }

    /**
     * The verify data of the client's Finished message: the same on both ends, different for each session.
     *
     * @return a copy; 12 bytes in TLS 1.2, as many as the hash has in TLS 1.3
     */
    public byte[] clientFinished() {
        return agreed.clientFinished().clone();
    }

    /**
     * Whether the peer said that nothing follows.
     *
     * @return false while the input has not ended, and when it ended with the TCP connection alone
     */
    public boolean hasCloseNotify() {
        return data.hasEnded();
    }

    /** For the reader's thread. */
    private final class Input extends InputStream {
        private @Nullable TlsBroken broken;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            while (data.available() == 0) {
                if (broken != null) {
                    throw new IOException(broken);
                }
                if (data.hasEnded() || !records.await()) {
                    return -1;
                }
                takeRecord();
            }
            return data.read(target, offset, length);
        }

        private void takeRecord() throws TlsBroken {
            try {
                engine.offer(records.buffer(), records.offset(), records.length());
                records.consume();
            } catch (IOException e) {
                broken = TlsBroken.of(e);
                throw broken;
            }
        }

        @Override
        public int available() {
            return data.available();
        }

        @Override
        public void close() {
            TlsSession.this.close();
        }
    }

    /** For the writer's thread. */
    private final class Output extends OutputStream {
        private final OutputStream network;
        private boolean ended;

        Output(OutputStream network) {
            this.network = network;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, source.length);
            if (ended) {
                throw new IOException("the output of this TLS session has ended");
            }
            sendOwed();
            for (int done = 0; done < length; ) {
                int count = Math.min(ShipProfile.MAX_FRAGMENT_BYTES, length - done);
                engine.encrypt(source, offset + done, count, fragmentLimit);
                engine.drainTo(network);
                done += count;
            }
        }

        /** What the reader's thread found to be answered. */
        private boolean sendOwed() throws IOException {
            DataPhase.Alert owed = data.owed();
            if (owed == null) {
                return false;
            }
            engine.alert(owed.level(), owed.description());
            engine.drainTo(network);
            return owed.isFatal();
        }

        void end() throws IOException {
            if (ended) {
                return;
            }
            ended = true;
            if (!sendOwed()) {
                DataPhase.Alert farewell = DataPhase.Alert.CLOSE_NOTIFY;
                engine.alert(farewell.level(), farewell.description());
                engine.drainTo(network);
            }
            socket.shutdownOutput();
        }

        @Override
        public void close() {
            TlsSession.this.close();
        }
    }
}
