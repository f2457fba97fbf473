// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import static io.handfast.ship.hub.Misdeed.clientFrame;
import static io.handfast.ship.hub.Misdeed.leave;
import static io.handfast.ship.hub.Misdeed.say;
import static io.handfast.ship.hub.Misdeed.trickle;

import io.handfast.crypto.NodeIdentity;
import io.handfast.ship.hub.Node.Wait;
import io.handfast.tls.foreign.Jsse;
import io.handfast.tls.foreign.OddCertificates;
import java.net.Socket;

/** What a client may do to our hub instead of a handshake, and what the hub calls it. */
enum BadClient {
    NOTHING(Wait.TLS, "tls.timeout", "tls", _ -> {}),
    LEAVES(Wait.NONE, "net.ended-by-peer", "tls", leave()),
    TRICKLES_TLS(Wait.TLS, "tls.timeout", "tls", trickle(new byte[] {0x16, 3, 1, 0x40, 0, 1, 0, 0x3F, (byte) 0xFC})),
    PLAIN_HTTP(Wait.NONE, "tls.not-tls", "tls", say("GET / HTTP/1.1\r\nHost: a\r\n\r\n")),
    GARBAGE_IN_TLS(Wait.NONE, "tls.protocol-violation", "tls", say(new byte[] {0x16, 3, 1, 0, 4, 2, 0, 0, 0
    })), // a ServerHello
    RECORD_TOO_LONG(Wait.NONE, "tls.protocol-violation", "tls", say(new byte[] {0x16, 3, 1, -1, -1, 1})),
    NO_CERTIFICATE(Wait.NONE, "tls.no-client-certificate", "tls", socket -> tls(Jsse.withoutCertificate(), socket)),
    NO_SKI(Wait.NONE, "tls.no-ski", "tls", socket -> tls(Jsse.of(OddCertificates.withoutSki()), socket)),
    SKI_OF_BOB(
            Wait.NONE,
            "tls.ski-mismatch",
            "tls",
            socket -> tls(Jsse.of(OddCertificates.claiming(BadPeers.BOB.ski().bytes())), socket)),
    OTHER_CURVE(
            Wait.NONE,
            "tls.key-unsupported",
            "tls",
            socket -> tls(Jsse.of(OddCertificates.onCurve("secp384r1")), socket)),
    OUR_IDENTITY(Wait.NONE, "tls.own-ski", "tls", socket -> tls(Jsse.of(BadPeers.ALICE), socket)),
    TLS13_ONLY(
            Wait.NONE,
            "tls.incompatible",
            "tls",
            socket -> Jsse.of(BadPeers.BOB).open(socket, true, new String[] {"TLSv1.3"})),

    NO_HTTP(Wait.WEBSOCKET, "ws.timeout", "websocket", inTls(_ -> {})),
    LEAVES_AFTER_TLS(Wait.NONE, "ws.cut-off", "websocket", inTls(leave())),
    TRICKLES_HTTP(Wait.WEBSOCKET, "ws.timeout", "websocket", inTls(trickle("GET /ship/ HTTP/1.1\r\nX: "))),
    GARBAGE_IN_HTTP(Wait.NONE, "ws.not-http", "websocket", inTls(say("EHLO somebody\r\n\r\n"))),
    NO_UPGRADE(Wait.NONE, "ws.not-upgraded", "websocket", inTls(say("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))),
    OTHER_SUBPROTOCOL(Wait.NONE, "ws.subprotocol", "websocket", inTls(say(Upgraded.request("chat")))),
    ENDLESS_HTTP(Wait.NONE, "ws.head-too-large", "websocket", inTls(say("GET / HTTP/1.1\r\nX: " + "a".repeat(9000)))),

    NO_CMI(Wait.CMI, "ship.cmi.timeout", "ship.cmi-server-wait", upgraded(_ -> {})),
    STRANGER_WITHOUT_CMI(
            Wait.CMI, "ship.cmi.timeout", "ship.cmi-server-wait", upgradedUntilClosed(BadPeers.CAROL, _ -> {})),
    LEAVES_AFTER_UPGRADE(Wait.NONE, "net.ended-by-peer", "ship.cmi-server-wait", upgraded(leave())),
    TRICKLES_FRAME(Wait.CMI, "ship.cmi.timeout", "ship.cmi-server-wait", upgraded(trickle(new byte[] {
        (byte) 0x82, (byte) 0xFE, 0x7F, (byte) 0xFF, 0, 0, 0, 0
    }))),
    TEXT(Wait.NONE, "net.framing", "ship.cmi-server-wait", upgraded(say(clientFrame(1, (byte) 'h', (byte) 'i')))),
    GIBIBYTE(Wait.NONE, "net.framing", "ship.cmi-server-wait", upgraded(say(Misdeed.GIBIBYTE_OF_CLIENT))),
    UNMASKED(Wait.NONE, "net.framing", "ship.cmi-server-wait", upgraded(say(Misdeed.serverFrame(2, (byte) 0, (byte)
            0)))),
    RESERVED_OPCODE(Wait.NONE, "net.framing", "ship.cmi-server-wait", upgraded(say(clientFrame(5)))),
    CUT_FRAME(
            Wait.NONE,
            "net.connection-lost",
            "ship.cmi-server-wait",
            upgraded(say((byte) 0x82, (byte) 0xFE, (byte) 1).andThen(leave()))),
    OTHER_CMI(
            Wait.NONE,
            "ship.cmi.invalid",
            "ship.cmi-server-evaluate",
            upgradedUntilClosed(BadPeers.BOB, say(clientFrame(2, (byte) 0, (byte) 1)))),
    GARBAGE_AS_HELLO(
            Wait.NONE,
            "ship.hello.unexpected",
            "ship.hello-ready-listen",
            upgradedUntilClosed(
                    BadPeers.BOB,
                    say(clientFrame(2, (byte) 0, (byte) 0)).andThen(say(clientFrame(2, (byte) 1, (byte) '{')))));

    final Wait wait;
    final String code;
    final String phase;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    final Misdeed misdeed;

    BadClient(Wait wait, String code, String phase, Misdeed misdeed) {
        this.wait = wait;
        this.code = code;
        this.phase = phase;
        this.misdeed = misdeed;
    }

    private static Socket tls(Jsse who, Socket socket) throws Exception {
        return who.open(socket, true, new String[0]);
    }

    /** As somebody we trust. */
    private static Misdeed inTls(Misdeed then) {
        return socket -> then.commitToTheEnd(tls(Jsse.of(BadPeers.BOB), socket));
    }

    private static Misdeed upgraded(Misdeed then) {
        return socket -> then.commitToTheEnd(upgraded(BadPeers.BOB, socket));
    }

    /** The same of a client that goes when it is told to, so that nobody waits for it. */
    private static Misdeed upgradedUntilClosed(NodeIdentity who, Misdeed then) {
        return socket -> {
            Socket upgraded = upgraded(who, socket);
            then.commit(upgraded);
            Upgraded.readToClose(upgraded);
            socket.close();
        };
    }

    private static Socket upgraded(NodeIdentity who, Socket socket) throws Exception {
        return Upgraded.client(tls(Jsse.of(who), socket), "ship");
    }
}
