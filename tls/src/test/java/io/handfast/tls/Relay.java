// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.tls.Loopback.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Stands between two ends, passes on at most so many bytes at once and keeps a copy. */
final class Relay {
    private final Ending<byte[]> upstream;
    private final Ending<byte[]> downstream;

    Relay(Socket client, Socket server, int chunkBytes) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        upstream = Loopback.start("upstream", () -> copy(client, server, chunkBytes));
        downstream = Loopback.start("downstream", () -> copy(server, client, chunkBytes));
    }

    /** All that went to the server, once both ends have ended. */
    byte[] fromClient() throws Exception {
        return upstream.result();
    }

    /** All that went to the client, once both ends have ended. */
    byte[] fromServer() throws Exception {
        return downstream.result();
    }

    private static byte[] copy(Socket from, Socket to, int chunkBytes) throws IOException {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        InputStream input = from.getInputStream();
        OutputStream output = to.getOutputStream();
        byte[] buffer = new byte[4096];
        int count = input.read(buffer);
        while (count >= 0) {
            copy.write(buffer, 0, count);
            for (int sent = 0; sent < count; sent += chunkBytes) {
                output.write(buffer, sent, Math.min(chunkBytes, count - sent));
            }
            count = input.read(buffer);
        }
        to.shutdownOutput();
        return copy.toByteArray();
    }
}
