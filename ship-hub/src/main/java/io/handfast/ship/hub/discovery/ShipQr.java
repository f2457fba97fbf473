// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The text of a node's QR code: {@code SHIP;SKI:…;ID:…;BRAND:…;ENDSHIP;}. With a pairing it also lets a control unit
 * become trusted without anybody being asked at the device.
 *
 * @param ski the node's key; empty in the old pairing form only
 * @param shipId its SHIP ID, without semicolon; empty when the code does not tell it
 * @param product the rest, for people
 * @param pairing certificate and secret; empty in the plain form
 */
public record ShipQr(Optional<Ski> ski, String shipId, Product product, Optional<Pairing> pairing) {
    /** Longest text that is read, in characters; a QR code holds 4296. */
    public static final int MAX_CHARACTERS = 4296;

    private static final String BEGIN = "SHIP;";
    private static final String END = "ENDSHIP";
    private static final String OLD_PAIRING = "SHIPP:";

    /**
     * What a control unit needs beside the SHIP ID to announce itself to a device.
     *
     * @param certificate fingerprint of the device's certificate
     * @param secret what proves that the code was seen
     */
    public record Pairing(Fingerprint certificate, PairingSecret secret) {}

    /**
     * Checks that it can be written and read again.
     *
     * @throws IllegalArgumentException when it names neither SKI nor certificate, or the SHIP ID has a semicolon or is
     *     not printable
     */
    public ShipQr {
        if (ski.isEmpty() && pairing.isEmpty()) {
            throw new IllegalArgumentException("a QR text names an SKI or a certificate");
        }
        if (shipId.indexOf(';') >= 0 || !Printable.isPrintable(shipId)) {
            throw new IllegalArgumentException(
                    "a SHIP ID in a QR text is printable and has no semicolon, got: " + Printable.replaced(shipId));
        }
    }

    /**
     * The code of a node, without a pairing.
     *
     * @param ski its key
     * @param shipId its SHIP ID
     * @param product the rest, for people
     * @return the code
     */
    public static ShipQr of(Ski ski, String shipId, Product product) {
        return new ShipQr(Optional.of(ski), shipId, product, Optional.empty());
    }

    /**
     * The same with a pairing.
     *
     * @param certificate fingerprint of the node's certificate
     * @param secret the node's secret
     * @return the code
     */
    public ShipQr withPairing(Fingerprint certificate, PairingSecret secret) {
        return new ShipQr(ski, shipId, product, Optional.of(new Pairing(certificate, secret)));
    }

    /**
     * Reads a code. Order, unknown keys, blanks around it and a missing end do not matter; the first of several equal
     * keys counts.
     *
     * @param text what a scanner gave
     * @return what it says
     * @throws MalformedRecord {@link DiscoveryFailure#QR_UNKNOWN}, {@link DiscoveryFailure#QR_MISSING} or
     *     {@link DiscoveryFailure#QR_VALUE}
     */
    public static ShipQr parse(String text) throws MalformedRecord {
        String bare = text.strip();
        if (bare.length() > MAX_CHARACTERS) {
            throw new MalformedRecord(
                    DiscoveryFailure.QR_UNKNOWN, "QR", "at most " + MAX_CHARACTERS + " characters", "more");
        }
        if (bare.startsWith(OLD_PAIRING)) {
            return oldPairing(bare.substring(OLD_PAIRING.length()));
        }
        if (!bare.startsWith(BEGIN)) {
            int shown = Math.min(bare.length(), BEGIN.length());
            throw new MalformedRecord(DiscoveryFailure.QR_UNKNOWN, "QR", BEGIN, "\"" + bare.substring(0, shown) + "\"");
        }
        return of(values(bare.substring(BEGIN.length())));
    }

    private static Map<String, String> values(String items) {
        Map<String, String> values = new HashMap<>();
        for (String item : items.split(";", -1)) {
            if (item.equals(END)) {
                break;
            }
            int colon = item.indexOf(':');
            if (colon > 0) {
                values.putIfAbsent(item.substring(0, colon), item.substring(colon + 1));
            }
        }
        return values;
    }

    private static ShipQr of(Map<String, String> values) throws MalformedRecord {
        Optional<Ski> ski = optional(values, "SKI", Ski::parse, "40 hexadecimal digits");
        Optional<Fingerprint> certificate = optional(values, "FPH256", Fingerprint::parse, "64 hexadecimal digits");
        Optional<PairingSecret> secret = optional(values, "SPSEC", PairingSecret::parse, "32 hexadecimal digits");
        if (secret.isPresent() && certificate.isEmpty()) {
            throw new MalformedRecord(DiscoveryFailure.QR_MISSING, "FPH256", "a fingerprint beside SPSEC", "none");
        }
        Optional<Pairing> pairing = certificate.flatMap(shown -> secret.map(key -> new Pairing(shown, key)));
        if (ski.isEmpty() && pairing.isEmpty()) {
            throw new MalformedRecord(DiscoveryFailure.QR_MISSING, "SKI", "an SKI", "none");
        }
        String shipId = text(values, "ID");
        if (!Printable.isPrintable(shipId)) {
            throw new MalformedRecord(DiscoveryFailure.QR_VALUE, "ID", "printable text", "\"" + shipId + "\"");
        }
        Product product = Product.of(
                text(values, "BRAND"),
                text(values, "MODEL"),
                text(values, "TYPE"),
                text(values, "SERIAL"),
                text(values, "CAT"));
        return new ShipQr(ski, shipId, product, pairing);
    }

    /** As an older document of ship-go has it: {@code SHIPP:<fingerprint>#<secret>}. Read, never written. */
    private static ShipQr oldPairing(String values) throws MalformedRecord {
        int hash = values.indexOf('#');
        if (hash < 0) {
            throw new MalformedRecord(DiscoveryFailure.QR_MISSING, "SHIPP", "fingerprint#secret", "no #");
        }
        Map<String, String> named = Map.of("FPH256", values.substring(0, hash), "SPSEC", values.substring(hash + 1));
        return of(named);
    }

    private static <T> Optional<T> optional(
            Map<String, String> values, String key, Function<String, T> parser, String expected)
            throws MalformedRecord {
        String text = text(values, key);
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(parser.apply(text));
        } catch (IllegalArgumentException _) { // its message repeats the value
            throw new MalformedRecord(
                    DiscoveryFailure.QR_VALUE, key, expected, text.length() + " characters that are not");
        }
    }

    private static String text(Map<String, String> values, String key) {
        return values.getOrDefault(key, "");
    }

    /**
     * The code's text, keys in ship-go's order; empty values are left out, semicolons in values dropped.
     *
     * @return to be shown as a QR code; with a pairing it is a secret
     */
    public String text() {
        StringBuilder text = new StringBuilder(BEGIN);
        ski.ifPresent(key -> append(text, "SKI", key.hex()));
        append(text, "ID", shipId);
        append(text, "BRAND", product.brand());
        append(text, "TYPE", product.type());
        append(text, "MODEL", product.model());
        append(text, "SERIAL", product.serial());
        append(text, "CAT", Categories.text(product.categories()));
        pairing.ifPresent(pair -> {
            append(text, "FPH256", pair.certificate().hex());
            append(text, "SPSEC", pair.secret().hex());
        });
        return text.append(END).append(';').toString();
    }

    private static void append(StringBuilder text, String key, String value) {
        if (!value.isEmpty()) {
            text.append(key).append(':').append(value.replace(";", "")).append(';');
        }
    }
}
