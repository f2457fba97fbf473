// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A TCP connection as it is. */
public final class SocketDuplex implements Duplex {
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    /**
     * Takes a connection over.
     *
     * @param socket connected; nobody else uses it from now on
     * @throws IOException when it is closed already
     */
    public SocketDuplex(Socket socket) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
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
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        Sockets.closeQuietly(socket);
    }
}
