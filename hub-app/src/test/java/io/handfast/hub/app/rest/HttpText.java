// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.hub.app.JsonTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** HTTP as bytes: a request can be as wrong as one likes. */
final class HttpText {
    private static final int PATIENCE_MILLIS = 20_000;

    private HttpText() {}

    /**
     * What came back.
     *
     * @param status as in HTTP; 0 when the connection was closed without a word
     * @param headers names in lower case
     * @param body all of it
     */
    record Response(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        Map<String, JsonTree.Node> json() {
            try {
                return JsonTree.read(body).members();
            } catch (JsonTree.NotJson e) {
                throw new AssertionError("not JSON: " + this, e);
            }
        }

        JsonTree.Node node(String member) {
            JsonTree.Node node = json().get(member);
            if (node == null) {
                throw new AssertionError("no " + member + " in " + body);
            }
            return node;
        }

        String text(String member) {
            return String.valueOf(node(member).value());
        }
    }

    static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends text, reads until the server closes. */
    static Response exchange(int port, String request) throws IOException {
        try (Socket socket = connect(port)) {
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // it was answered before it was whole
            }
            return read(socket.getInputStream());
        }
    }

    static Response read(InputStream in) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            return new Response(0, Map.of(), "");
        }
        String[] lines = head.strip().split("\r\n", -1);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return new Response(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body);
    }

    /** Up to the empty line; empty when the connection ends before. */
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next;
            try {
                next = in.read();
            } catch (java.net.SocketException _) {
                return ""; // reset: a way to be closed as well
            }
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.UTF_8);
    }
}
