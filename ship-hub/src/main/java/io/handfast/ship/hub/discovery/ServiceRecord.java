// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.Address;
import io.handfast.websocket.UpgradeRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a SHIP node announces about itself in the TXT record of {@code _ship._tcp} (specification 7.3.2). Nothing of it
 * is proven: the SKI counts only after TLS, the SHIP ID after the handshake.
 *
 * @param shipId the node's SHIP ID; some devices tell another one in the handshake
 * @param ski the key it will show
 * @param path of the WebSocket, begins with a slash
 * @param register whether it accepts whoever comes (specification 7.3.2: for two minutes at most)
 * @param product the rest, for people
 */
public record ServiceRecord(String shipId, Ski ski, String path, boolean register, Product product) {
    /** The service's type in DNS-SD. */
    public static final String SERVICE_TYPE = "_ship._tcp";
    /** Longest SHIP ID that may be announced, in bytes of UTF-8. */
    public static final int MAX_ID_BYTES = 63;
    /** Longest path that may be announced; brand, model, type and serial are cut to it. */
    public static final int MAX_VALUE_BYTES = 32;
    /** Most bytes a whole announced record may have; jEEBus does not start above. */
    public static final int MAX_RECORD_BYTES = 400;

    static final String VERSION = "1";

    /**
     * Checks what no node can do without.
     *
     * @throws IllegalArgumentException when the SHIP ID is empty or not printable, or the path cannot be asked for
     */
    public ServiceRecord {
        if (shipId.isBlank() || !Printable.isPrintable(shipId)) {
            throw new IllegalArgumentException("a SHIP ID is printable text, got: " + Printable.replaced(shipId));
        }
        if (!UpgradeRequest.allowsPath(path)) {
            throw new IllegalArgumentException(
                    "a path begins with a slash and has no blanks, got: " + Printable.replaced(path));
        }
    }

    /**
     * What a node with the usual path announces.
     *
     * @param shipId its SHIP ID
     * @param ski its key
     * @param product the rest, for people
     * @return a record that does not register everybody
     */
    public static ServiceRecord of(String shipId, Ski ski, Product product) {
        return new ServiceRecord(shipId, ski, Address.USUAL_PATH, false, product);
    }

    /**
     * Reads the record of another node. Order, unknown keys and overlong texts do not matter; a path without its
     * slash gets one.
     *
     * @param txt its TXT record
     * @return what it says
     * @throws MalformedRecord {@link DiscoveryFailure#TXT_VERSION}, {@link DiscoveryFailure#TXT_MISSING} or
     *     {@link DiscoveryFailure#TXT_VALUE} when it has to be ignored
     */
    public static ServiceRecord parse(TxtRecord txt) throws MalformedRecord {
        requireVersion(txt);
        String path = require(txt, "path");
        String slashed = path.startsWith("/") ? path : "/" + path;
        String shipId = require(txt, "id");
        if (shipId.isBlank() || !Printable.isPrintable(shipId)) {
            throw bad("id", "printable text", shipId);
        }
        if (!UpgradeRequest.allowsPath(slashed)) {
            throw bad("path", "a path without blanks", path);
        }
        return new ServiceRecord(shipId, ski(txt), slashed, register(txt), product(txt));
    }

    /** Both services have it, and nothing else is understood where it is another one. */
    static void requireVersion(TxtRecord txt) throws MalformedRecord {
        String version = txt.value("txtvers").orElse("");
        if (!VERSION.equals(version)) {
            throw new MalformedRecord(DiscoveryFailure.TXT_VERSION, "txtvers", VERSION, "\"" + version + "\"");
        }
    }

    static String require(TxtRecord txt, String key) throws MalformedRecord {
        return txt.value(key)
                .orElseThrow(() -> new MalformedRecord(DiscoveryFailure.TXT_MISSING, key, "a value", "none"));
    }

    private static MalformedRecord bad(String key, String expected, String got) {
        return new MalformedRecord(DiscoveryFailure.TXT_VALUE, key, expected, "\"" + got + "\"");
    }

    private static Ski ski(TxtRecord txt) throws MalformedRecord {
        String text = require(txt, "ski");
        try {
            return Ski.parse(text);
        } catch (IllegalArgumentException _) {
            throw bad("ski", "40 hexadecimal digits", text);
        }
    }

    private static boolean register(TxtRecord txt) throws MalformedRecord {
        String text = require(txt, "register");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad("register", "true or false", text);
        };
    }

    private static Product product(TxtRecord txt) {
        return Product.of(
                text(txt, "brand"), text(txt, "model"), text(txt, "type"), text(txt, "serial"), text(txt, "cat"));
    }

    private static String text(TxtRecord txt, String key) {
        return txt.value(key).orElse("");
    }

    /**
     * The record as it is announced, in ship-go's order; empty texts are left out, long ones cut between characters.
     *
     * @return at most {@value #MAX_RECORD_BYTES} bytes
     * @throws IllegalArgumentException when the SHIP ID or the path is too long, or there are too many categories
     */
    public TxtRecord txt() {
        requireShort("SHIP ID", shipId, MAX_ID_BYTES);
        requireShort("path", path, MAX_VALUE_BYTES);
        List<String> strings = new ArrayList<>();
        strings.add("txtvers=" + VERSION);
        strings.add("path=" + path);
        strings.add("id=" + shipId);
        strings.add("ski=" + ski);
        addCut(strings, "brand", product.brand());
        addCut(strings, "model", product.model());
        addCut(strings, "type", product.type());
        strings.add("register=" + register);
        addCut(strings, "serial", product.serial());
        String categories = Categories.text(product.categories());
        if (!categories.isEmpty()) {
            strings.add("cat=" + categories);
        }
        TxtRecord record = TxtRecord.of(strings);
        if (record.bytes().length > MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "an announcement has at most " + MAX_RECORD_BYTES + " bytes, got: " + record);
        }
        return record;
    }

    private static void addCut(List<String> strings, String key, String text) {
        String cut = Printable.cutTo(MAX_VALUE_BYTES, text);
        if (!cut.isEmpty()) {
            strings.add(key + "=" + cut);
        }
    }

    private static void requireShort(String what, String text, int bytes) {
        if (Printable.sizeInBytes(text) > bytes) {
            throw new IllegalArgumentException("a " + what + " has at most " + bytes + " bytes, got: " + text);
        }
    }
}
