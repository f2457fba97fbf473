// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.Trace;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.net.DeadlineGuard;
import io.handfast.engine.net.Sockets;
import io.handfast.engine.net.SocksDialler;
import io.handfast.engine.net.SocksProxy;
import io.handfast.engine.time.Deadline;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One question over the web through a SOCKS5 proxy, which the JDK's HTTP client does not know. The proxy looks the name
 * up. In HTTP/1.0, so that the answer comes in one piece and ends with the connection; nothing in it says who asks.
 */
final class ProxiedWeb {
    private static final int OK = 200;
    private static final int MOST_HEAD_BYTES = 16 * 1024;
    private static final int END_OF_HEAD = 0x0D0A0D0A;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[ \r]");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length:[ \t]*(\\d{1,9})[ \t]*\r\n");

    private final SocksDialler dialler;
    private final SSLSocketFactory tls;
    private final Environment environment;

    ProxiedWeb(SocksProxy proxy, SSLSocketFactory tls, Environment environment) {
        this.dialler = new SocksDialler(environment.time(), environment.guard(), proxy);
        this.tls = tls;
        this.environment = environment;
    }

    /** Trusts whom the JDK trusts. */
    static ProxiedWeb usual(SocksProxy proxy, Environment environment) {
        return new ProxiedWeb(proxy, (SSLSocketFactory) SSLSocketFactory.getDefault(), environment);
    }

    /** Blocks until the answer, the deadline, or the scope's cancellation. */
    WebAnswer ask(URI address, int mostBytes, Deadline by, Scope scope) throws HandshakeException {
        boolean secure = address.getScheme().equals("https");
        String host = address.getHost().replaceAll("[\\[\\]]", "");
        int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
        Socket socket = dialler.dial(host, port, by, new Trace(environment.time()), scope);
        String expected = "an answer of " + address;
        try (DeadlineGuard.Watch watch = environment.guard().watch(() -> Sockets.closeQuietly(socket));
                Scope.Registration _ = scope.onCancel(watch::cancel)) {
            return watch.during(by, SeederPhase.HTTP, AddressFailure.SEEDER_TIMED_OUT, expected, () -> {
                Socket speaking = secure ? secured(socket, host, port) : socket;
                say(address, speaking.getOutputStream());
                return answer(new BufferedInputStream(speaking.getInputStream()), expected, mostBytes);
            });
        } finally {
            Sockets.closeQuietly(socket);
        }
    }

    /** The handshake begins with the first byte; the certificate has to be for this name. */
    private Socket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        return secured;
    }

    private static void say(URI address, OutputStream out) throws IOException {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        String question = "GET " + address.getRawPath() + query + " HTTP/1.0\r\nHost: " + address.getRawAuthority()
                + "\r\nConnection: close\r\n\r\n";
        out.write(question.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static WebAnswer answer(InputStream in, String expected, int mostBytes)
            throws IOException, HandshakeException {
        String head = head(in);
        Matcher status = STATUS.matcher(head);
        if (!status.lookingAt()) {
            throw new PeerMisbehaved(
                    AddressFailure.SEEDER_MALFORMED,
                    SeederPhase.HTTP.phaseName(),
                    expected,
                    "something else than HTTP");
        }
        int number = Integer.parseInt(status.group(1));
        if (number != OK) {
            return new WebAnswer(number, new byte[0]);
        }
        Matcher length = LENGTH.matcher(head);
        int told = length.find() ? Integer.parseInt(length.group(1)) : 0;
        byte[] body = in.readNBytes(mostBytes);
        if (body.length < Math.min(told, mostBytes)) {
            throw new IOException("the answer was cut off after " + body.length + " of " + told + " bytes");
        }
        return new WebAnswer(number, body);
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != END_OF_HEAD) {
            int next = in.read();
            if (next < 0 || head.size() == MOST_HEAD_BYTES) {
                throw new IOException(next < 0 ? "the answer was cut off in its head" : "a head of more than 16 KiB");
            }
            head.write(next);
            lastFour = lastFour << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }
}
