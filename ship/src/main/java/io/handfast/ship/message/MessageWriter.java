// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** The bytes of each message, members in the schema's order. */
final class MessageWriter {
    /** Enough for every control message without a long text. */
    private static final int CAPACITY = 160;

    private MessageWriter() {}

    static byte[] write(KnownMessage message) {
        JsonWriter out = new JsonWriter(CAPACITY).octet(message.type().value());
        switch (message) {
            case Init _ -> out.octet(0);
            case ConnectionHello it -> hello(it, out);
            case ProtocolHandshake it -> handshake(it, out);
            case ProtocolHandshakeError it -> error("messageProtocolHandshakeError", it.error(), out);
            case PinState it -> pinState(it, out);
            case PinInput it ->
                out.begin("connectionPinInput").member("pin", it.pin()).end();
            case PinError it -> error("connectionPinError", it.error(), out);
            case AccessMethodsRequest _ -> out.begin("accessMethodsRequest").end();
            case AccessMethods it -> accessMethods(it, out);
            case Data it -> data(it, out);
            case ConnectionClose it -> close(it, out);
        }
        byte[] bytes = out.toBytes();
        if (message instanceof PinInput) {
            out.wipe();
        }
        return bytes;
    }

    private static void hello(ConnectionHello message, JsonWriter out) {
        out.begin("connectionHello")
                .member("phase", message.phase())
                .millis("waiting", message.waiting())
                .flag("prolongationRequest", message.prolongationRequest())
                .end();
    }

    private static void handshake(ProtocolHandshake message, JsonWriter out) {
        out.begin("messageProtocolHandshake").member("handshakeType", message.handshakeType());
        out.begin("version")
                .member("major", message.major())
                .member("minor", message.minor())
                .end();
        out.begin("formats").list("format", message.formats()).end();
        out.end();
    }

    private static void error(String root, int error, JsonWriter out) {
        out.begin(root).member("error", error).end();
    }

    private static void pinState(PinState message, JsonWriter out) {
        out.begin("connectionPinState")
                .member("pinState", message.pinState())
                .word("inputPermission", message.inputPermission())
                .end();
    }

    private static void accessMethods(AccessMethods message, JsonWriter out) {
        out.begin("accessMethods").member("id", message.id());
        if (message.dnsSdMdns()) {
            out.begin("dnsSd_mDns").end();
        }
        message.dns().ifPresent(uri -> out.begin("dns").member("uri", uri).end());
        out.end();
    }

    private static void data(Data message, JsonWriter out) {
        out.begin("data");
        out.begin("header").member("protocolId", message.protocolId()).end();
        out.member("payload", message.payload());
        message.extension().ifPresent(extension -> extension(extension, out));
        out.end();
    }

    private static void extension(Extension extension, JsonWriter out) {
        out.begin("extension")
                .text("extensionId", extension.extensionId())
                .text("binary", extension.binary())
                .text("string", extension.string())
                .end();
    }

    private static void close(ConnectionClose message, JsonWriter out) {
        out.begin("connectionClose")
                .member("phase", message.phase())
                .millis("maxTime", message.maxTime())
                .text("reason", message.reason())
                .end();
    }
}
