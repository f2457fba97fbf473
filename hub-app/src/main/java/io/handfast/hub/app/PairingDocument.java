// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Fingerprint;
import io.handfast.crypto.Ski;
import io.handfast.ship.hub.pairing.PairedDevice;
import io.handfast.ship.hub.pairing.PairingState;
import io.handfast.ship.hub.pairing.UsedDigest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of a {@link PairingFile}: {@code version}, {@code control_unit}, {@code scanned}, {@code used}. */
final class PairingDocument {
    private static final int VERSION = 1;
    private static final String CONTROL_UNIT = "control_unit";
    private static final String SCANNED = "scanned";
    private static final String USED = "used";

    private PairingDocument() {}

    /** A file of a program that comes after this one. */
    static final class Newer extends Exception {
        private static final long serialVersionUID = 1;

        Newer(String version) {
            super("its version is " + version + ", this program knows " + VERSION);
        }
    }

    /** @throws IllegalArgumentException when something in it cannot be used; a digest that is lost would work again */
    static PairingState read(String text) throws JsonTree.NotJson, Newer {
        Map<String, JsonTree.Node> members = JsonTree.read(text).members();
        if (!(node(members, "version").value() instanceof BigDecimal version)) {
            throw new IllegalArgumentException("it has no version");
        }
        if (version.compareTo(BigDecimal.valueOf(VERSION)) > 0) {
            throw new Newer(version.toString());
        }
        Optional<PairedDevice> unit =
                Optional.ofNullable(members.get(CONTROL_UNIT)).map(PairingDocument::device);
        List<PairedDevice> scanned = new ArrayList<>();
        for (JsonTree.Node item : items(members, SCANNED)) {
            scanned.add(device(item));
        }
        List<UsedDigest> used = new ArrayList<>();
        for (JsonTree.Node item : items(members, USED)) {
            used.add(new UsedDigest(text(item, "alg"), text(item, "digest")));
        }
        return new PairingState(unit, scanned, used);
    }

    private static List<JsonTree.Node> items(Map<String, JsonTree.Node> members, String name) {
        JsonTree.Node list = node(members, name);
        if (!(list.value() instanceof List)) {
            throw new IllegalArgumentException(name + " is no list");
        }
        return list.items();
    }

    private static PairedDevice device(JsonTree.Node node) {
        Optional<Ski> ski =
                node.members().containsKey("ski") ? Optional.of(Ski.parse(text(node, "ski"))) : Optional.empty();
        return new PairedDevice(text(node, "ship_id"), Fingerprint.parse(text(node, "fingerprint")), ski);
    }

    private static JsonTree.Node node(Map<String, JsonTree.Node> members, String name) {
        return Optional.ofNullable(members.get(name)).orElse(new JsonTree.Node("", 1));
    }

    private static String text(JsonTree.Node object, String name) {
        JsonTree.Node member = object.members().get(name);
        if (member == null || !(member.value() instanceof String text) || text.isEmpty()) {
            throw new IllegalArgumentException("line " + object.line() + ": " + name + " is missing");
        }
        return text;
    }

    static String text(PairingState state) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", VERSION);
        state.controlUnit().ifPresent(unit -> root.put(CONTROL_UNIT, json(unit)));
        root.put(SCANNED, state.targets().stream().map(PairingDocument::json).toList());
        root.put(USED, state.used().stream().map(PairingDocument::json).toList());
        return JsonTree.pretty(root);
    }

    private static Map<String, Object> json(PairedDevice device) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ship_id", device.shipId());
        object.put("fingerprint", device.certificate().toString());
        device.ski().ifPresent(ski -> object.put("ski", ski.toString()));
        return object;
    }

    private static Map<String, Object> json(UsedDigest digest) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("alg", digest.algorithm());
        object.put("digest", digest.hex());
        return object;
    }
}
