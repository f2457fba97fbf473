// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.handfast.engine.Entropy;
import io.handfast.engine.Frame;
import io.handfast.engine.net.Duplex;
import io.handfast.tls.foreign.Jsse;
import io.handfast.websocket.UpgradeRequest;
import io.handfast.websocket.UpgradeVerdict;
import io.handfast.websocket.WebSocketChannel;
import io.handfast.websocket.WebSocketClient;
import io.handfast.websocket.WebSocketServer;
import io.handfast.websocket.WebSocketSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLSocket;

/** Bob's end of one connection, after the upgrade; says and hears SHIP messages word by word. */
final class NewestWinsPeer implements AutoCloseable {
    private static final byte[] INIT = {0, 0};
    private static final String READY = "{'connectionHello':[{'phase':'ready'},{'waiting':60000}]}";
    private static final String PENDING = "{'connectionHello':[{'phase':'pending'},{'waiting':60000}]}";
    private static final String VERSION =
            "'version':[{'major':1},{'minor':0}]},{'formats':[{'format':['JSON-UTF8']}]}]}";
    private static final String ANNOUNCE = "{'messageProtocolHandshake':[{'handshakeType':'announceMax'},{" + VERSION;
    private static final String SELECT = "{'messageProtocolHandshake':[{'handshakeType':'select'},{" + VERSION;
    private static final String PIN_NONE = "{'connectionPinState':[{'pinState':'none'}]}";
    private static final String REQUEST = "{'accessMethodsRequest':[]}";
    private static final String ACCESS = "{'accessMethods':[{'id':'bob'}]}";
    private static final String END = "{'connectionClose':[{'phase':'announce'},{'maxTime':500},{'reason':''}]}";
    private static final String CONFIRM = "{'connectionClose':[{'phase':'confirm'}]}";

    private final WebSocketChannel channel;
    private final boolean client;

    private NewestWinsPeer(WebSocketChannel channel, boolean client) {
        this.channel = channel;
        this.client = client;
    }

    /** Dials a hub. */
    static NewestWinsPeer dial(int port) throws Exception {
        SSLSocket socket = secure(new Socket(InetAddress.getLoopbackAddress(), port), true);
        UpgradeRequest request = new UpgradeRequest("127.0.0.1", port, "/ship/", "ship");
        return new NewestWinsPeer(
                WebSocketClient.open(new Line(socket), request, Entropy.secure(), WebSocketSettings.DEFAULT), true);
    }

    /** Takes a hub's dial. */
    static NewestWinsPeer accept(ServerSocket server) throws Exception {
        SSLSocket socket = secure(server.accept(), false);
        return new NewestWinsPeer(
                WebSocketServer.accept(
                        new Line(socket), "ship", WebSocketSettings.DEFAULT, _ -> new UpgradeVerdict.Accept()),
                false);
    }

    private static SSLSocket secure(Socket socket, boolean client) throws Exception {
        socket.setSoTimeout(Math.toIntExact(Node.PATIENCE.toMillis()));
        return Jsse.of(BadPeers.BOB).open(socket, client, new String[0]);
    }

    /** From the first message to the exchange of data. */
    NewestWinsPeer complete() throws IOException {
        return toHello(READY).fromReady();
    }

    /** As far as our user's decision. */
    NewestWinsPeer pending() throws IOException {
        return toHello(PENDING);
    }

    private NewestWinsPeer toHello(String hello) throws IOException {
        if (client) {
            say(INIT);
            hear(INIT);
        } else {
            hear(INIT);
            say(INIT);
        }
        say(1, hello);
        hear(1, "'ready'");
        return this;
    }

    private NewestWinsPeer fromReady() throws IOException {
        if (client) {
            say(1, ANNOUNCE);
            hear(1, "'select'");
            say(1, SELECT);
        } else {
            hear(1, "'announceMax'");
            say(1, SELECT);
            hear(1, "'select'");
        }
        say(1, PIN_NONE);
        hear(1, PIN_NONE);
        hear(1, REQUEST);
        say(1, REQUEST);
        hear(1, "{'accessMethods':");
        say(1, ACCESS);
        return this;
    }

    /** Asks the application above the hub, and hears its answer on this connection. */
    void requireAnswer(String question) throws IOException {
        say(2, "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':{'question':'" + question + "'}}]}");
        hear(2, "{'answer':{'question':'" + question + "'}}");
    }

    /** Ends a connection that was in use, as it does with the older one; the hub confirms. */
    void announceEnd() throws IOException {
        say(3, END);
        hear(3, CONFIRM);
        leave("close");
    }

    /** Confirms the end that the hub announces. */
    void confirmEnd() throws IOException {
        hear(3, "'announce'");
        say(3, CONFIRM);
        assertThat(channel.read()).isEqualTo(new Frame.Close(4001, "close"));
        leave("");
    }

    /** Ends a connection that never got into use, as it does with the older one. */
    void endAsDouble() throws IOException {
        leave("double connection");
    }

    private void leave(String reason) throws IOException {
        channel.write(new Frame.Close(4001, reason));
        channel.flush();
    }

    private void say(int type, String text) throws IOException {
        byte[] message = ("_" + text.replace('\'', '"')).getBytes(UTF_8);
        message[0] = (byte) type;
        say(message);
    }

    private void say(byte[] message) throws IOException {
        channel.write(new Frame.Message(message));
        channel.flush();
    }

    private void hear(byte[] message) throws IOException {
        assertThat(channel.read())
                .isInstanceOfSatisfying(
                        Frame.Message.class, heard -> assertThat(heard.bytes()).isEqualTo(message));
    }

    private void hear(int type, String part) throws IOException {
        assertThat(channel.read()).isInstanceOfSatisfying(Frame.Message.class, heard -> {
            assertThat(heard.bytes()[0]).isEqualTo((byte) type);
            assertThat(new String(heard.bytes(), UTF_8)).contains(part.replace('\'', '"'));
        });
    }

    @Override
    public void close() {
        channel.close();
    }

    /** A TLS socket as the WebSocket wants it. */
    private record Line(SSLSocket socket, InputStream input, OutputStream output) implements Duplex {
        Line(SSLSocket socket) throws IOException {
            this(socket, socket.getInputStream(), socket.getOutputStream());
        }

        @Override
        public void endOutput() throws IOException {
            socket.shutdownOutput();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException _) {
                // it is gone
            }
        }
    }
}
