// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.handfast.tls.foreign.Jsse;
import io.handfast.tls.foreign.OddCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * The probe of a recorded dialogue below SHIP, over loopback with the JDK's TLS: does what it did, and writes down
 * what ours does in the words of {@link RecordedBelowShip}. One thread.
 */
final class RecordedPeer {
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");
    private static final Pattern REQUEST = Pattern.compile("(?s)GET (\\S+) HTTP/1.1\r\n.*");
    private static final byte[] INIT = {0, 0};

    private final String id;
    private final List<String> words = new ArrayList<>();

    RecordedPeer(String shortId) {
        this.id = shortId;
    }

    List<String> words() {
        return List.copyOf(words);
    }

    private Jsse cast() throws Exception {
        return switch (id) {
            case "nocert" -> Jsse.withoutCertificate();
            case "ski-missing" -> Jsse.of(OddCertificates.withoutSki());
            case "ski-spoofed", "dial-ski-spoofed" ->
                Jsse.of(OddCertificates.claiming(BadPeers.BOB.ski().bytes()));
            case "dial-wrong-ski" -> Jsse.of(BadPeers.CAROL);
            default -> Jsse.of(BadPeers.BOB);
        };
    }

    private String[] suites() {
        return id.endsWith("c023")
                ? new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"}
                : new String[] {"TLS_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"};
    }

    private String[] versions() {
        return id.endsWith("tls13") ? new String[] {"TLSv1.3", "TLSv1.2"} : new String[] {"TLSv1.2"};
    }

    /** Dials ours. */
    void dial(int port) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try (socket) {
            dial(cast(), socket);
        }
    }

    /** On a fresh connection, which stays open when SHIP has begun. */
    void dial(Jsse who, Socket raw) throws Exception {
        try {
            Socket socket = secure(who, raw, true);
            String path = id.equals("path-other") ? "/other" : "/ship/";
            String offer = id.equals("noprotocol") ? "" : "Sec-WebSocket-Protocol: ship\r\n";
            String request =
                    Upgraded.request("ship").replace("/ship/", path).replace("Sec-WebSocket-Protocol: ship\r\n", offer);
            Upgraded.write(socket, request.getBytes(US_ASCII));
            String head = Upgraded.readHead(socket.getInputStream());
            String status = head.substring("HTTP/1.1 ".length(), "HTTP/1.1 101".length());
            words.add(head.contains("Sec-WebSocket-Protocol: ship\r\n") ? status + "-ship" : status);
            if (status.equals("101")) {
                Upgraded.write(socket, Misdeed.clientFrame(2, INIT));
                hear(socket.getInputStream());
            }
        } catch (SSLException e) {
            words.add(alert(e));
        }
    }

    /** Waits for ours to dial, once. */
    void accept(ServerSocket server) throws Exception {
        try (Socket raw = server.accept()) {
            if (id.equals("dial-hangs")) {
                hangUntilEnd(raw);
                return;
            }
            Socket socket = secure(cast(), raw, false);
            String head = Upgraded.readHead(socket.getInputStream());
            Matcher request = REQUEST.matcher(head);
            words.add(request.matches() ? "GET-" + request.group(1) : "no-GET");
            Upgraded.write(socket, answer(head).getBytes(US_ASCII));
            if (!id.startsWith("dial-http")) {
                hear(socket.getInputStream());
            }
        } catch (SSLException e) {
            words.add(alert(e));
        }
    }

    private String answer(String head) throws Exception {
        return switch (id) {
            case "dial-http-503" -> "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
            case "dial-http-404" -> "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
            case "dial-noprotocol" -> Upgraded.answer(head, "ship").replace("Sec-WebSocket-Protocol: ship\r\n", "");
            default -> Upgraded.answer(head, "ship");
        };
    }

    private void hangUntilEnd(Socket raw) throws IOException {
        InputStream input = raw.getInputStream();
        while (input.read() >= 0) {
            // a ClientHello, to which there is no answer
        }
        words.add("end");
    }

    private Socket secure(Jsse who, Socket raw, boolean client) throws Exception {
        SSLSocket socket = who.open(raw, client, versions(), suites());
        String version = socket.getSession().getProtocol().substring("TLSv".length());
        words.add(RecordedBelowShip.tls(version, socket.getSession().getCipherSuite()));
        return socket;
    }

    private void hear(InputStream input) {
        try {
            words.add(input.read() >= 0 ? "ship" : "end");
        } catch (IOException _) {
            words.add("end");
        }
    }

    private static String alert(SSLException e) throws SSLException {
        Matcher alert = ALERT.matcher(String.valueOf(e.getMessage()));
        if (!alert.find()) {
            throw e;
        }
        return "alert-" + alert.group(1);
    }
}
