// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where devices listen: {@code [{"ski": "…", "host": "…", "port": 4712, "path": "/ship/"}]}. */
record StaticPeersType() implements KeyType<Map<Ski, Address>> {
    private static final List<String> NEEDED = List.of("ski", "host", "port");
    private static final KeyType<String> SKI =
            KeyType.text(100, "^[\\s:-]*([0-9A-Fa-f][\\s:-]*){40}$", "40 hexadecimal digits, in groups as you like");
    private static final KeyType<String> HOST = KeyType.text(255);
    private static final KeyType<Integer> PORT = new KeyType.Whole(1, 65_535);
    private static final KeyType<String> PATH =
            KeyType.text(255, "^/[\\x21-\\x22\\x24-\\x7e]*$", "a path that begins with a slash");

    @Override
    public Optional<Map<Ski, Address>> read(JsonTree.Node node, Complaints complaints) {
        if (!(node.value() instanceof List)) {
            return refused(node, node.kind(), complaints);
        }
        Map<Ski, Address> peers = new LinkedHashMap<>();
        boolean well = true;
        for (JsonTree.Node item : node.items()) {
            Optional<Map.Entry<Ski, Address>> peer = peer(item, complaints);
            well &= peer.isPresent();
            if (peer.isPresent() && peers.put(peer.get().getKey(), peer.get().getValue()) != null) {
                complaints.wrong("", item.line(), "SKI " + peer.get().getKey() + " twice", "each device once");
                well = false;
            }
        }
        return well ? Optional.of(peers) : Optional.empty();
    }

    private Optional<Map.Entry<Ski, Address>> peer(JsonTree.Node item, Complaints complaints) {
        List<String> missing = new ArrayList<>(NEEDED);
        missing.removeAll(item.members().keySet());
        Set<String> unknown = new TreeSet<>(item.members().keySet());
        unknown.removeAll(Set.of("ski", "host", "port", "path"));
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            String got = missing.isEmpty() ? "unknown member " + unknown : "no " + String.join(", no ", missing);
            return refused(item, got, complaints);
        }
        Optional<String> ski = member(item, "ski", SKI, complaints);
        Optional<String> host = member(item, "host", HOST, complaints);
        Optional<Integer> port = member(item, "port", PORT, complaints);
        Optional<String> path = item.members().containsKey("path")
                ? member(item, "path", PATH, complaints)
                : Optional.of(Address.USUAL_PATH);
        if (ski.isEmpty() || host.isEmpty() || port.isEmpty() || path.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Map.entry(Ski.parse(ski.get()), new Address(host.get(), port.get(), path.get())));
        } catch (IllegalArgumentException e) {
            complaints.wrong("", item.line(), String.valueOf(e.getMessage()), "a host name or address, and a path");
            return Optional.empty();
        }
    }

    private static <T> Optional<T> member(JsonTree.Node item, String name, KeyType<T> type, Complaints complaints) {
        JsonTree.Node node = item.members().getOrDefault(name, item);
        return type.read(
                node, (member, line, got, allowed) -> complaints.wrong("." + name + member, line, got, allowed));
    }

    @Override
    public Object json(Map<Ski, Address> value) {
        List<Object> peers = new ArrayList<>();
        value.forEach((ski, address) -> {
            Map<String, Object> peer = new LinkedHashMap<>();
            peer.put("ski", ski.toString());
            peer.put("host", address.host());
            peer.put("port", address.port());
            if (!address.path().equals(Address.USUAL_PATH)) {
                peer.put("path", address.path());
            }
            peers.add(peer);
        });
        return peers;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("ski", SKI.schema());
        members.put("host", HOST.schema());
        members.put("port", PORT.schema());
        members.put("path", PATH.schema());
        Map<String, Object> peer = new LinkedHashMap<>();
        peer.put("type", "object");
        peer.put("properties", members);
        peer.put("required", NEEDED);
        peer.put("additionalProperties", false);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", peer);
        return schema;
    }

    @Override
    public String allowed() {
        return "a list of {\"ski\", \"host\", \"port\"}, with \"path\" if it is not /ship/";
    }
}
