// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import java.io.IOException;
import java.net.Socket;

/** What everybody does with sockets in the end. */
public final class Sockets {
    private Sockets() {}

    /**
     * Closes a socket, which frees whoever blocks on it. Never blocks for long, any number of times; there is nobody
     * to tell of a failure, and the descriptor is gone either way.
     *
     * @param socket to be closed
     */
    public static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // see above
        }
    }
}
