// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** The WebSocket upgrade byte by byte, for peers that are up to no good afterwards. */
final class Upgraded {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Upgraded() {}

    static String request(String subprotocol) {
        return "GET /ship/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + KEY + "\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n";
    }

    /** Asks for the upgrade and reads the answer's head. */
    static Socket client(Socket socket, String subprotocol) throws IOException {
        write(socket, request(subprotocol).getBytes(US_ASCII));
        assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 101 ");
        return socket;
    }

    /** Reads the request and grants it. */
    static Socket server(Socket socket, String subprotocol) throws Exception {
        write(socket, answer(readHead(socket.getInputStream()), subprotocol).getBytes(US_ASCII));
        return socket;
    }

    /** The answer that belongs to a request. */
    static String answer(String requestHead, String subprotocol) throws Exception {
        String key = requestHead
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n"
                + "Sec-WebSocket-Protocol: " + subprotocol + "\r\n\r\n";
    }

    static String readHead(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(US_ASCII).endsWith("\r\n\r\n")) {
            int next = input.read();
            if (next < 0) {
                throw new EOFException("the end after: " + head.toString(US_ASCII));
            }
            head.write(next);
        }
        return head.toString(US_ASCII);
    }

    /** Reads short frames to the close frame, or to the end. */
    static void readToClose(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        int first = input.read();
        while (first >= 0 && first != 0x88) {
            int length = input.read();
            input.skipNBytes(length < 0x80 ? length : length - 0x80 + 4); // the mask
            first = input.read();
        }
    }

    static void write(Socket socket, byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }
}
