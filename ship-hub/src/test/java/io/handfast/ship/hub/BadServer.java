// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.ship.hub.Misdeed.leave;
import static io.handfast.ship.hub.Misdeed.say;
import static io.handfast.ship.hub.Misdeed.serverFrame;
import static io.handfast.ship.hub.Misdeed.trickle;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.handfast.ship.hub.Node.Wait;
import io.handfast.tls.foreign.Jsse;
import io.handfast.tls.foreign.OddCertificates;
import java.net.Socket;

/** What may answer when we dial Bob, and what we call it. */
enum BadServer {
    NOTHING(Wait.TLS, "tls.timeout", "tls", _ -> {}),
    LEAVES(Wait.NONE, "net.ended-by-peer", "tls", leave()),
    TRICKLES_TLS(Wait.TLS, "tls.timeout", "tls", trickle(new byte[] {0x16, 3, 3, 0x40, 0, 2, 0, 0x3F, -4})),
    PLAIN_HTTP(Wait.NONE, "tls.not-tls", "tls", say("HTTP/1.1 400 Bad Request\r\n\r\n")),
    SSH(Wait.NONE, "tls.not-tls", "tls", say("SSH-2.0-dropbear\r\n")),
    RECORD_TOO_LONG(Wait.NONE, "tls.protocol-violation", "tls", say(new byte[] {0x16, 3, 3, -1, -1, 2})),
    REFUSES_TLS(Wait.NONE, "tls.incompatible", "tls", say(new byte[] {0x15, 3, 3, 0, 2, 2, 40})),
    UNKNOWN_CA(Wait.NONE, "tls.refused", "tls", say(new byte[] {0x15, 3, 3, 0, 2, 2, 48})),
    NO_SKI(Wait.NONE, "tls.no-ski", "tls", socket -> tls(Jsse.of(OddCertificates.withoutSki()), socket)),
    SKI_OF_BOB(
            Wait.NONE,
            "tls.ski-mismatch",
            "tls",
            socket -> tls(Jsse.of(OddCertificates.claiming(BadPeers.BOB.ski().bytes())), socket)),
    OTHER_NODE(Wait.NONE, "tls.wrong-ski", "tls", socket -> tls(Jsse.of(BadPeers.CAROL), socket)),
    OURSELVES(Wait.NONE, "tls.own-ski", "tls", socket -> tls(Jsse.of(BadPeers.ALICE), socket)),

    NO_HTTP(Wait.WEBSOCKET, "ws.timeout", "websocket", inTls(_ -> {})),
    LEAVES_AFTER_TLS(Wait.NONE, "ws.cut-off", "websocket", inTls(leave())),
    TRICKLES_HTTP(Wait.WEBSOCKET, "ws.timeout", "websocket", inTls(trickle("HTTP/1.1 101 Switching Protocols\r\nX: "))),
    GARBAGE_IN_HTTP(Wait.NONE, "ws.not-http", "websocket", inTls(say("220 ready\r\n\r\n"))),
    NOT_FOUND(Wait.NONE, "ws.refused", "websocket", inTls(say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))),
    BUSY(
            Wait.NONE,
            "ws.busy",
            "websocket",
            inTls(say("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"))),
    OTHER_ACCEPT(
            Wait.NONE,
            "ws.accept",
            "websocket",
            inTls(socket -> Upgraded.write(
                    socket, Upgraded.answer("Sec-WebSocket-Key: a", "ship").getBytes(US_ASCII)))),
    OTHER_SUBPROTOCOL(Wait.NONE, "ws.subprotocol", "websocket", inTls(socket -> Upgraded.server(socket, "chat"))),
    ENDLESS_HTTP(
            Wait.NONE,
            "ws.head-too-large",
            "websocket",
            inTls(say("HTTP/1.1 101 Switching Protocols\r\nX: " + "a".repeat(9000)))),

    NO_CMI(Wait.CMI, "ship.cmi.timeout", "ship.cmi-client-wait", upgraded(leaveWhenTold())),
    LEAVES_AFTER_UPGRADE(Wait.NONE, "net.ended-by-peer", "ship.cmi-client-wait", upgraded(leave())),
    TRICKLES_FRAME(Wait.CMI, "ship.cmi.timeout", "ship.cmi-client-wait", upgraded(trickle(new byte[] {
        (byte) 0x82, 0x7E, 0x7F, -1
    }))),
    TEXT(Wait.NONE, "net.framing", "ship.cmi-client-wait", upgraded(say(serverFrame(1, (byte) 'h', (byte) 'i')))),
    GIBIBYTE(Wait.NONE, "net.framing", "ship.cmi-client-wait", upgraded(say(Misdeed.GIBIBYTE_OF_SERVER))),
    MASKED(Wait.NONE, "net.framing", "ship.cmi-client-wait", upgraded(say(Misdeed.clientFrame(2, (byte) 0, (byte) 0)))),
    CUT_FRAME(
            Wait.NONE,
            "net.connection-lost",
            "ship.cmi-client-wait",
            upgraded(say(new byte[] {(byte) 0x82, 2, 0}).andThen(leave()))),
    OTHER_CMI(
            Wait.NONE,
            "ship.cmi.invalid",
            "ship.cmi-client-evaluate",
            upgraded(say(serverFrame(2, (byte) 0, (byte) 1)).andThen(leaveWhenTold()))),
    ABORTS(
            Wait.NONE,
            "ship.hello.remote-denied",
            "ship.hello-ready-listen",
            upgraded(say(serverFrame(2, (byte) 0, (byte) 0))
                    .andThen(say(serverFrame(2, aborted())))
                    .andThen(leaveWhenTold())));

    final Wait wait;
    final String code;
    final String phase;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    final Misdeed misdeed;

    BadServer(Wait wait, String code, String phase, Misdeed misdeed) {
        this.wait = wait;
        this.code = code;
        this.phase = phase;
        this.misdeed = misdeed;
    }

    private static Socket tls(Jsse who, Socket socket) throws Exception {
        return who.open(socket, false, new String[0]);
    }

    private static Misdeed inTls(Misdeed then) {
        return socket -> then.commitToTheEnd(tls(Jsse.of(BadPeers.BOB), socket));
    }

    private static Misdeed upgraded(Misdeed then) {
        return inTls(socket -> then.commitToTheEnd(Upgraded.server(socket, "ship")));
    }

    private static Misdeed leaveWhenTold() {
        return socket -> {
            Upgraded.readToClose(socket);
            socket.close();
        };
    }

    private static byte[] aborted() {
        byte[] json = "_{\"connectionHello\":[{\"phase\":\"aborted\"}]}".getBytes(US_ASCII);
        json[0] = 1; // a control message
        return json;
    }
}
