// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonToken;

/** One message from its tokens; chosen by the name of the root's only member. */
final class MessageReader {
    private static final int MOST_VERSION = 255;

    private final JsonReader in;
    private final MessageType type;

    MessageReader(JsonReader in, MessageType type) {
        this.in = in;
        this.type = type;
    }

    ShipMessage read() throws MalformedMessage {
        if (in.next() != JsonToken.START_OBJECT) {
            throw badRoot("an object", Printable.kind(in.token()));
        }
        if (in.next() != JsonToken.PROPERTY_NAME) {
            throw badRoot("one member", "none");
        }
        String root = in.name();
        in.next();
        ShipMessage message = read(root);
        if (in.next() != JsonToken.END_OBJECT) {
            throw badRoot("one member", "more");
        }
        in.requireEnd();
        return message;
    }

    private ShipMessage read(String root) throws MalformedMessage {
        return switch (root) {
            case "connectionHello" -> hello(new Members(in, root));
            case "messageProtocolHandshake" -> handshake(new Members(in, root));
            case "messageProtocolHandshakeError" -> protocolError(new Members(in, root));
            case "error" -> bareError();
            case "connectionPinState" -> pinState(new Members(in, root));
            case "connectionPinInput" -> pinInput(new Members(in, root));
            case "connectionPinError" -> pinError(new Members(in, root));
            case "accessMethodsRequest" -> accessMethodsRequest(new Members(in, root));
            case "accessMethods" -> accessMethods(new Members(in, root));
            case "data" -> data(new Members(in, root));
            case "connectionClose" -> close(new Members(in, root));
            default -> unknown(root);
        };
    }

    private ShipMessage unknown(String root) throws MalformedMessage {
        if (type != MessageType.CONTROL || !Values.isText(root)) {
            throw badRoot("a root name of this type", Printable.quote(root));
        }
        in.skip();
        return new UnknownControl(root);
    }

    private MalformedMessage badRoot(String expected, String got) {
        return in.fault(MessageFault.BAD_ROOT, "frame", expected, got);
    }

    private static ConnectionHello hello(Members members) throws MalformedMessage {
        Optional<HelloPhase> phase = Optional.empty();
        Optional<Duration> waiting = Optional.empty();
        boolean prolongationRequest = false;
        while (members.next()) {
            switch (members.name()) {
                case "phase" -> phase = Optional.of(members.word(HelloPhase.values()));
                case "waiting" -> waiting = Optional.of(members.millis());
                case "prolongationRequest" -> prolongationRequest = members.flag();
                default -> members.skip();
            }
        }
        return new ConnectionHello(members.require(phase, "phase"), waiting, prolongationRequest);
    }

    private static ProtocolHandshake handshake(Members members) throws MalformedMessage {
        Optional<HandshakeType> handshakeType = Optional.empty();
        Optional<Version> version = Optional.empty();
        Optional<List<String>> formats = Optional.empty();
        while (members.next()) {
            switch (members.name()) {
                case "handshakeType" -> handshakeType = Optional.of(members.word(HandshakeType.values()));
                case "version" -> version = Optional.of(version(members.inner()));
                case "formats" -> formats = Optional.of(formats(members.inner()));
                default -> members.skip();
            }
        }
        Version spoken = members.require(version, "version");
        return new ProtocolHandshake(
                members.require(handshakeType, "handshakeType"),
                spoken.major(),
                spoken.minor(),
                members.require(formats, "formats"));
    }

    private record Version(int major, int minor) {}

    private static Version version(Members members) throws MalformedMessage {
        Optional<Integer> major = Optional.empty();
        Optional<Integer> minor = Optional.empty();
        while (members.next()) {
            switch (members.name()) {
                case "major" -> major = Optional.of(members.number(MOST_VERSION));
                case "minor" -> minor = Optional.of(members.number(MOST_VERSION));
                default -> members.skip();
            }
        }
        return new Version(members.require(major, "major"), members.require(minor, "minor"));
    }

    /** openeebus takes {@code "format":null} for an empty list; so do we. */
    private static List<String> formats(Members members) throws MalformedMessage {
        return members.only("format", Members::texts).orElse(List.of());
    }

    private static ProtocolHandshakeError protocolError(Members members) throws MalformedMessage {
        Optional<Integer> error = members.only("error", it -> it.number(ProtocolHandshakeError.SELECTION_MISMATCH));
        return new ProtocolHandshakeError(members.require(error, "error"));
    }

    /** ship-go v0.6 sends its protocol error as {@code {"error":2}}. */
    private ProtocolHandshakeError bareError() throws MalformedMessage {
        return new ProtocolHandshakeError((int) in.number("error", 0, ProtocolHandshakeError.SELECTION_MISMATCH));
    }

    private static PinState pinState(Members members) throws MalformedMessage {
        Optional<PinRequirement> pinState = Optional.empty();
        Optional<InputPermission> inputPermission = Optional.empty();
        while (members.next()) {
            switch (members.name()) {
                case "pinState" -> pinState = Optional.of(members.word(PinRequirement.values()));
                case "inputPermission" -> inputPermission = Optional.of(members.word(InputPermission.values()));
                default -> members.skip();
            }
        }
        return new PinState(members.require(pinState, "pinState"), inputPermission);
    }

    private static PinInput pinInput(Members members) throws MalformedMessage {
        return members.require(members.only("pin", Members::pin), "pin");
    }

    private static PinError pinError(Members members) throws MalformedMessage {
        Optional<Integer> error = members.only("error", it -> it.number(PinError.WRONG_PIN));
        return new PinError(members.require(error, "error"));
    }

    /** The one place where a later version's members are not skipped: openeebus refuses them too. */
    private static AccessMethodsRequest accessMethodsRequest(Members members) throws MalformedMessage {
        if (members.next()) {
            throw members.fault(MessageFault.UNEXPECTED_MEMBER, "no member", "this one");
        }
        return new AccessMethodsRequest();
    }

    private static AccessMethods accessMethods(Members members) throws MalformedMessage {
        Optional<String> id = Optional.empty();
        boolean dnsSdMdns = false;
        Optional<String> dns = Optional.empty();
        while (members.next()) {
            switch (members.name()) {
                case "id" -> id = Optional.of(members.text());
                case "dnsSd_mDns" -> dnsSdMdns = members.present();
                case "dns" -> dns = Optional.of(uri(members));
                default -> members.skip();
            }
        }
        return new AccessMethods(members.require(id, "id"), dnsSdMdns, dns);
    }

    /** ship-go v0.6 takes the URI for the value of {@code dns} itself; accepted like that, never sent. */
    private static String uri(Members outer) throws MalformedMessage {
        if (outer.isText()) {
            return outer.text();
        }
        Members members = outer.inner();
        return members.require(members.only("uri", Members::text), "uri");
    }

    private static Data data(Members members) throws MalformedMessage {
        Optional<String> protocolId = Optional.empty();
        Optional<RawJson> payload = Optional.empty();
        Optional<Extension> extension = Optional.empty();
        while (members.next()) {
            switch (members.name()) {
                case "header" -> protocolId = Optional.of(protocolId(members.inner()));
                case "payload" -> payload = Optional.of(members.raw());
                case "extension" -> extension = Optional.of(extension(members.inner()));
                default -> members.skip();
            }
        }
        return new Data(members.require(protocolId, "header"), members.require(payload, "payload"), extension);
    }

    private static String protocolId(Members members) throws MalformedMessage {
        return members.require(members.only("protocolId", Members::text), "protocolId");
    }

    private static Extension extension(Members members) throws MalformedMessage {
        Optional<String> extensionId = Optional.empty();
        Optional<String> binary = Optional.empty();
        Optional<String> string = Optional.empty();
        while (members.next()) {
            switch (members.name()) {
                case "extensionId" -> extensionId = Optional.of(members.text());
                case "binary" -> binary = Optional.of(members.hex());
                case "string" -> string = Optional.of(members.text());
                default -> members.skip();
            }
        }
        return new Extension(extensionId, binary, string);
    }

    private static ConnectionClose close(Members members) throws MalformedMessage {
        Optional<ClosePhase> phase = Optional.empty();
        Optional<Duration> maxTime = Optional.empty();
        Optional<String> reason = Optional.empty();
        while (members.next()) {
            switch (members.name()) {
                case "phase" -> phase = Optional.of(members.word(ClosePhase.values()));
                case "maxTime" -> maxTime = Optional.of(members.millis());
                case "reason" -> reason = Optional.of(members.text());
                default -> members.skip();
            }
        }
        return new ConnectionClose(members.require(phase, "phase"), maxTime, reason);
    }
}
