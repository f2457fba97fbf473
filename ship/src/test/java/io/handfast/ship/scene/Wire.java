// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.scene;

import io.handfast.engine.Frame;
import io.handfast.ship.vectors.VectorRecord;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Messages as bytes, written out by hand: what tests expect must not come from the codec under test. */
public final class Wire {
    /** Connection mode. */
    public static final byte[] INIT = message(0, "\0");
    /** Hello of a side that trusts. */
    public static final byte[] READY = ready(60_000);
    /** Hello of a side that has not decided. */
    public static final byte[] PENDING = pending(60_000);
    /** Request for more time. */
    public static final byte[] ASK_FOR_MORE =
            control("{'connectionHello':[{'phase':'pending'},{'prolongationRequest':true}]}");
    /** Hello of a side that refuses. */
    public static final byte[] ABORTED = control("{'connectionHello':[{'phase':'aborted'}]}");
    /** The client's version. */
    public static final byte[] ANNOUNCE = protocol("announceMax", 1, 0);
    /** The server's choice and the client's echo. */
    public static final byte[] SELECT = protocol("select", 1, 0);
    /** No PIN wanted. */
    public static final byte[] PIN_NONE = control("{'connectionPinState':[{'pinState':'none'}]}");
    /** A PIN was right. */
    public static final byte[] PIN_OK = control("{'connectionPinState':[{'pinState':'pinOk'}]}");
    /** A PIN was wrong. */
    public static final byte[] PIN_ERROR = control("{'connectionPinError':[{'error':1}]}");
    /** Wants the peer's SHIP ID. */
    public static final byte[] ACCESS_REQUEST = control("{'accessMethodsRequest':[]}");
    /** Confirms an announced end. */
    public static final byte[] CONFIRM = message(3, "{'connectionClose':[{'phase':'confirm'}]}");
    /** Announces the end as ship-go's users see it most often. */
    public static final byte[] GOODBYE = announceEnd(500, "unspecific");

    private Wire() {}

    /** A hello ready. */
    public static byte[] ready(int waitingMillis) {
        return control("{'connectionHello':[{'phase':'ready'},{'waiting':" + waitingMillis + "}]}");
    }

    /** A hello pending. */
    public static byte[] pending(int waitingMillis) {
        return control("{'connectionHello':[{'phase':'pending'},{'waiting':" + waitingMillis + "}]}");
    }

    /** A message of the protocol handshake. */
    public static byte[] protocol(String type, int major, int minor) {
        return control("{'messageProtocolHandshake':[{'handshakeType':'" + type + "'},{'version':[{'major':" + major
                + "},{'minor':" + minor + "}]},{'formats':[{'format':['JSON-UTF8']}]}]}");
    }

    /** An error of the protocol handshake. */
    public static byte[] protocolError(int error) {
        return control("{'messageProtocolHandshakeError':[{'error':" + error + "}]}");
    }

    /** A PIN is wanted. */
    public static byte[] pinState(String state, String permission) {
        return control(
                "{'connectionPinState':[{'pinState':'" + state + "'},{'inputPermission':'" + permission + "'}]}");
    }

    /** A PIN. */
    public static byte[] pinInput(String pin) {
        return control("{'connectionPinInput':[{'pin':'" + pin + "'}]}");
    }

    /** A SHIP ID. */
    public static byte[] access(String id) {
        return control("{'accessMethods':[{'id':'" + id + "'}]}");
    }

    /** Data of the application. */
    public static byte[] data(String payload) {
        return message(2, "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':" + payload + "}]}");
    }

    /** The announced end. */
    public static byte[] announceEnd(int maxTimeMillis, String reason) {
        return message(
                3,
                "{'connectionClose':[{'phase':'announce'},{'maxTime':" + maxTimeMillis + "},{'reason':'" + reason
                        + "'}]}");
    }

    /** Any control message; single quotes stand for double ones. */
    public static byte[] control(String text) {
        return message(1, text);
    }

    /** Any message; single quotes stand for double ones. */
    public static byte[] message(int type, String text) {
        return VectorRecord.frame(type, text.replace('\'', '"'));
    }

    /** A frame in words: text where it is text, hexadecimal digits where not, a close with its code alone. */
    public static String shown(Frame frame) {
        return switch (frame) {
            case Frame.Message(byte[] bytes) -> shown(bytes);
            case Frame.Ping(byte[] bytes) -> "ping '" + new String(bytes, StandardCharsets.UTF_8) + "'";
            case Frame.Pong(byte[] bytes) -> "pong '" + new String(bytes, StandardCharsets.UTF_8) + "'";
            case Frame.Close(int code, String _) -> "close " + code;
        };
    }

    /** A message in words. */
    public static String shown(byte[] message) {
        if (message.length < 4 || message[0] < 1 || message[0] > 3) {
            return "hex " + HexFormat.of().formatHex(message);
        }
        String text = new String(message, 1, message.length - 1, StandardCharsets.UTF_8);
        return (message[0] == 1 ? "" : message[0] + " ") + text.replace('"', '\'');
    }
}
