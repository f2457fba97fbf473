// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.engine.ComputePool;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.bouncycastle.tls.ContentType;

/** One handshake: bytes are awaited on the calling thread, each step is computed on the pool. */
final class TlsHandshake {
    private static final int SHOWN_BYTES = 24;
    private static final int LINGER_MILLIS = 300;
    private static final int LINGER_BYTES = 64 * 1024;

    private final Socket socket;
    private final ComputePool pool;
    private final InputStream input;
    private final OutputStream output;
    private final RecordReader records;
    private final DataPhase data = new DataPhase();

    TlsHandshake(Socket socket, ComputePool pool) throws IOException {
        this.socket = socket;
        this.pool = pool;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
        this.records = new RecordReader(input);
    }

    TlsSession run(Role role, ShipProfile profile) throws HandshakeException, IOException {
        HandshakeNotes notes = new HandshakeNotes(profile.judge());
        TlsEngine engine = switch (role) {
            case CLIENT -> new ClientEngine(new ShipClient(profile, notes), data);
            case SERVER -> new ServerEngine(new ShipServer(profile, notes), data);
        };
        compute(engine, notes, () -> begin(engine));
        requireTls();
        while (!notes.isComplete()) {
            if (!records.await()) {
                throw new EOFException("the peer ended the connection during the TLS handshake");
            }
            compute(engine, notes, () -> offerAll(engine, notes));
        }
        return new TlsSession(socket, engine, records, data, notes, profile.fragmentLimit());
    }

    /** Plain HTTP and the like show in the first byte; whoever sends less than a record is not waited for. */
    private void requireTls() throws HandshakeException, IOException {
        int first = records.peek();
        if (first >= 0 && (first < ContentType.change_cipher_spec || first > ContentType.application_data)) {
            throw HandshakeFailures.notTls(records.pending(SHOWN_BYTES));
        }
    }

    private static boolean begin(TlsEngine engine) throws IOException {
        engine.begin();
        return true;
    }

    /** All records that are there already, in one step: less to and fro between threads. */
    private boolean offerAll(TlsEngine engine, HandshakeNotes notes) throws IOException {
        while (records.isComplete() && !notes.isComplete()) {
            engine.offer(records.buffer(), records.offset(), records.length());
            records.consume();
        }
        if (notes.isComplete()) {
            data.begin();
        }
        return true;
    }

    private void compute(TlsEngine engine, HandshakeNotes notes, Callable<Boolean> step)
            throws HandshakeException, IOException {
        try {
            pool.compute(step);
        } catch (RejectedExecutionException e) {
            throw new IOException("the compute pool is closed", e);
        } catch (Exception e) {
            sayLastWord(engine);
            throw HandshakeFailures.of(e, notes);
        }
        engine.drainTo(output);
    }

    /**
     * Sends the alert, and takes what the peer is still sending until it has ended as well: closing at once would
     * answer those bytes with a reset, and the peer would report that instead of the alert. A peer that neither sends
     * nor ends is waited for shortly; one that sends on and on meets the limit, or the caller's guard.
     */
    private void sayLastWord(TlsEngine engine) {
        try {
            engine.drainTo(output);
            socket.shutdownOutput();
            socket.setSoTimeout(LINGER_MILLIS);
            byte[] ignored = new byte[1024];
            int count = 0;
            for (int total = 0; count >= 0 && total < LINGER_BYTES; total += count) {
                count = input.read(ignored);
            }
        } catch (IOException e) {
            // Gone or silent; the failure that is being reported says more.
        }
    }
}
