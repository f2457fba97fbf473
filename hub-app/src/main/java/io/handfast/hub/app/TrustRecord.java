// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.ship.PinDemand;
import io.handfast.ship.PinLedger;
import io.handfast.ship.PinTerms;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.message.Pin;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One device's entry of the {@link TrustFile}. Members nobody knows are kept.
 *
 * @param members as the file has them
 */
record TrustRecord(Map<String, JsonTree.Node> members) {
    private static final String LEGACY = "accept_legacy_ski";
    private static final String PIN = "pin";
    private static final String DEMANDED_PIN = "demanded_pin";
    private static final String FINGERPRINT = "fingerprint";
    private static final String PAIRED_BY = "paired_by";
    private static final String LAST_SEEN = "last_seen";

    /** Copies the members. */
    TrustRecord {
        members = Map.copyOf(members);
    }

    /**
     * Checks an entry of the file.
     *
     * @throws IllegalArgumentException when it cannot be used; says the line
     */
    static TrustRecord read(String key, JsonTree.Node node) {
        if (!(node.value() instanceof Map)) {
            throw new IllegalArgumentException("line " + node.line() + ": " + key + " is " + node.kind());
        }
        JsonTree.Node legacy = node.members().get(LEGACY);
        if (legacy != null && !(legacy.value() instanceof Boolean)) {
            throw new IllegalArgumentException(
                    "line " + legacy.line() + ": " + LEGACY + " is " + legacy.kind() + " instead of true or false");
        }
        for (String name : Set.of(PIN, DEMANDED_PIN)) {
            requirePin(name, node.members().get(name));
        }
        return new TrustRecord(node.members());
    }

    /** The PIN itself is not repeated: what is said here may be logged. */
    private static void requirePin(String name, JsonTree.@org.jspecify.annotations.Nullable Node node) {
        if (node != null) {
            try {
                new Pin(String.valueOf(node.value())).wipe();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "line " + node.line() + ": " + name + " is not 8 to 16 hexadecimal"
                                + " digits in quotation marks",
                        e);
            }
        }
    }

    /** A device that is trusted from now on. */
    static TrustRecord of(TrustStore.TrustedDevice device, Instant now) {
        TrustStore.Description description = device.description();
        Map<String, JsonTree.Node> members = new LinkedHashMap<>();
        members.put("ski", value(device.ski().toString()));
        members.put("brand", value(description.brand().isEmpty() ? device.name() : description.brand()));
        members.put("model", value(description.model()));
        if (!description.type().isEmpty()) {
            members.put("device_type", value(description.type()));
        }
        device.shipId().ifPresent(shipId -> members.put("ship_id", value(shipId)));
        members.put("paired_at", value(now.truncatedTo(ChronoUnit.SECONDS).toString()));
        return new TrustRecord(members).withFingerprint(description.fingerprint());
    }

    TrustStore.TrustedDevice device(Ski ski) {
        String name = (text("brand") + " " + text("model")).strip();
        return new TrustStore.TrustedDevice(
                ski,
                some("ship_id"),
                name.isEmpty() ? ski.brief() : name,
                members.containsKey(LEGACY)
                        && Boolean.TRUE.equals(members.get(LEGACY).value()),
                new TrustStore.Description(text("brand"), text("model"), text("device_type"), text(FINGERPRINT)),
                new TrustStore.Reach(some("dns"), some("last_address").flatMap(Address::ofUri)));
    }

    /** The PIN it wants, and the one that is demanded of it; each text stays in memory as the file's. */
    PinTerms pins(PinLedger ledger) {
        Optional<Pin> known = some(PIN).map(Pin::new);
        PinTerms terms = some(DEMANDED_PIN)
                .map(pin -> PinTerms.NONE.demanding(new PinDemand(true, new Pin(pin), ledger)))
                .orElse(PinTerms.NONE);
        return known.map(terms::giving).orElse(terms);
    }

    /** The same with another PIN to demand, or without one. */
    TrustRecord demanding(Optional<String> pin) {
        Map<String, JsonTree.Node> changed = new LinkedHashMap<>(members);
        changed.remove(DEMANDED_PIN);
        pin.ifPresent(digits -> changed.put(DEMANDED_PIN, value(digits)));
        return new TrustRecord(changed);
    }

    String fingerprint() {
        return text(FINGERPRINT);
    }

    /** Who decided that it is trusted; empty when somebody wrote it into the file by hand. */
    Optional<String> pairedBy() {
        return some(PAIRED_BY);
    }

    TrustRecord pairedBy(DecidedBy by) {
        return with(PAIRED_BY, by.word());
    }

    TrustRecord seen(Instant at) {
        return with(LAST_SEEN, at.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    /** When it was connected last, else when it was paired; empty when nobody wrote that down, or not legibly. */
    Optional<Instant> lastSeen() {
        return Stream.of(LAST_SEEN, "last_connection", "paired_at")
                .flatMap(name -> some(name).stream())
                .flatMap(TrustRecord::instant)
                .max(Comparator.naturalOrder());
    }

    private static Stream<Instant> instant(String text) {
        try {
            return Stream.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException _) {
            return Stream.empty();
        }
    }

    /** The same with the certificate's, when it has none yet. */
    TrustRecord withFingerprint(String fingerprint) {
        return fingerprint.isEmpty() || !fingerprint().isEmpty() ? this : with(FINGERPRINT, fingerprint);
    }

    TrustRecord met(TrustStore.Meeting meeting) {
        JsonTree.Node count = members.get("connection_count");
        BigDecimal before = count != null && count.value() instanceof BigDecimal number ? number : BigDecimal.ZERO;
        TrustRecord met = with("connection_count", before.add(BigDecimal.ONE))
                .with(
                        "last_connection",
                        meeting.at().truncatedTo(ChronoUnit.SECONDS).toString())
                .seen(meeting.at());
        if (!meeting.shipId().isEmpty()) {
            met = met.with("ship_id", meeting.shipId());
        }
        if (meeting.told().isPresent()) {
            met = met.with("dns", meeting.told().get());
        }
        return meeting.dialledAt().isPresent()
                ? met.with("last_address", meeting.dialledAt().get().uri())
                : met;
    }

    private TrustRecord with(String key, Object content) {
        Map<String, JsonTree.Node> changed = new LinkedHashMap<>(members);
        changed.put(key, value(content));
        return new TrustRecord(changed);
    }

    private String text(String key) {
        JsonTree.Node node = members.get(key);
        return node != null && node.value() instanceof String text ? text : "";
    }

    private Optional<String> some(String key) {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    private static JsonTree.Node value(Object value) {
        return new JsonTree.Node(value, 0);
    }
}
