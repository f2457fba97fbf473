// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.engine.ComputePool;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.net.Sockets;
import java.io.IOException;
import java.net.Socket;

/**
 * Opens TLS sessions over connected sockets. Waits for bytes on the caller's thread and computes on the pool, so a
 * caller on a virtual thread holds up nobody. Safe for use by all threads.
 */
public final class TlsOpener {
    private final ComputePool pool;

    /**
     * An opener for any number of sessions.
     *
     * @param pool where handshake steps are computed
     */
    public TlsOpener(ComputePool pool) {
        this.pool = pool;
    }

    /**
     * Does the handshake; blocks until both sides have finished it. It has no deadline of its own: the caller arms a
     * {@link io.handfast.engine.net.DeadlineGuard} that closes the socket, and asks it after an
     * {@link IOException} whether time was up. Closing the socket frees it at any time.
     *
     * <p>Whatever is thrown, the socket is closed then; a fatal alert has gone out before.
     *
     * @param socket connected, nothing read from it or written to it; belongs to the session from now on
     * @param role which end we are
     * @param profile what is demanded of the session
     * @return the session
     * @throws HandshakeException when there is no session to be had; codes of {@link TlsFailure}, or what the
     *     profile's judge has thrown
     * @throws IOException when the connection was lost, closed or ended by the peer
     */
    public TlsSession open(Socket socket, Role role, TlsProfile profile) throws HandshakeException, IOException {
        boolean opened = false;
        try {
            socket.setTcpNoDelay(true);
            TlsSession session = switch (profile) {
                case ShipProfile ship -> new TlsHandshake(socket, pool).run(role, ship);
            };
            opened = true;
            return session;
        } finally {
            if (!opened) {
                Sockets.closeQuietly(socket);
            }
        }
    }
}
