// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.ws;

import io.handfast.engine.net.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Plain TCP. */
final class SocketDuplex implements Duplex, AutoCloseable {
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;

    SocketDuplex(Socket socket) throws IOException {
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
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
