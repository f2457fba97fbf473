// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.AtomicFiles;
import io.handfast.crypto.Ski;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.discovery.ServiceRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a hub's configuration: the JSON of ship-go's production example, with additions of ours
 * ({@code static_peers}, {@code ship_id}, {@code mdns_enabled}, {@code device_categories}, {@code console_*}). Strict: an unknown key, a wrong type or a value out of range refuses
 * the start, naming file, line, key and what is allowed.
 */
public final class ConfigurationFile {
    /** Keys of the example that this version reads and does not act on. */
    private static final Set<String> INEFFECTIVE = Set.of(
            "auto_accept_pairing",
            "log_level",
            "metrics_enabled",
            "health_check_interval",
            "metrics_report_interval",
            "connection_timeout",
            "reconnect_delay_max");

    private static final Set<String> EFFECTIVE = Set.of(
            "device_brand",
            "device_model",
            "device_serial",
            "device_type",
            "device_categories",
            "mdns_enabled",
            "network_interfaces",
            "organization",
            "country",
            "ship_id",
            "port",
            "max_connections",
            "certificate_file",
            "private_key_file",
            "trusted_devices_file",
            "state_file",
            "static_peers",
            "console_enabled",
            "console_address",
            "console_port");

    private final Path file;
    private final Map<String, JsonTree.Node> members;

    private ConfigurationFile(Path file, Map<String, JsonTree.Node> members) {
        this.file = file;
        this.members = members;
    }

    /**
     * Reads and checks a file.
     *
     * @param file JSON
     * @return what it says
     * @throws StartException when it cannot be read, or says something that is not allowed
     */
    public static HubConfiguration read(Path file) throws StartException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new StartException(
                    "configuration " + file + " cannot be read: " + AtomicFiles.reason(e),
                    "check the path and its permissions",
                    e);
        }
        try {
            JsonTree.Node root = JsonTree.read(text);
            if (!(root.value() instanceof Map)) {
                throw new StartException(
                        "configuration " + file + " is " + root.kind(), "write an object: { \"port\": 4712 }");
            }
            return new ConfigurationFile(file, root.members()).configuration();
        } catch (JsonTree.NotJson e) {
            throw new StartException(
                    "configuration " + file + " is not JSON: " + e.getMessage(), "mend the file at that line", e);
        }
    }

    private HubConfiguration configuration() throws StartException {
        requireKnownKeys();
        HubConfiguration usual = HubConfiguration.usual();
        HubConfiguration configuration = new HubConfiguration(
                text("device_brand", 32).orElse(usual.brand()),
                text("device_model", 32).orElse(usual.model()),
                text("device_serial", 32),
                text("organization", 64).orElse(usual.organization()),
                country().orElse(usual.country()),
                text("ship_id", 63),
                number("port", 0, 65_535).orElse(usual.port()),
                number("max_connections", 1, 100_000).orElse(usual.maxConnections()),
                path("certificate_file").orElse(usual.certificateFile()),
                path("private_key_file").orElse(usual.privateKeyFile()),
                path("trusted_devices_file").orElse(usual.trustedDevicesFile()),
                path("state_file").orElse(usual.stateFile()),
                staticPeers(),
                presence(usual.presence()),
                console(usual.console()),
                members.keySet().stream().filter(INEFFECTIVE::contains).toList());
        requireAnnounceable(configuration);
        return configuration;
    }

    /** Whoever is announced fits into a record, in lines that can be read. */
    private void requireAnnounceable(HubConfiguration configuration) throws StartException {
        Ski any = new Ski("0".repeat(2 * Ski.SIZE_BYTES));
        try {
            ServiceRecord.of(configuration.shipId().orElse("i:any"), any, configuration.product())
                    .txt();
        } catch (IllegalArgumentException e) {
            throw new StartException(
                    "configuration " + file + " cannot be announced: " + e.getMessage(),
                    "allowed are texts without line ends and control characters, 400 bytes in all",
                    e);
        }
    }

    private HubConfiguration.Presence presence(HubConfiguration.Presence usual) throws StartException {
        return new HubConfiguration.Presence(
                flag("mdns_enabled").orElse(usual.enabled()),
                items("network_interfaces", "a list of names such as \"eth0\"", this::interfaceName),
                text("device_type", 32).orElse(usual.type()),
                members.containsKey("device_categories")
                        ? items("device_categories", "a list of numbers, 1 to 7", this::category)
                        : usual.categories());
    }

    private HubConfiguration.Console console(HubConfiguration.Console usual) throws StartException {
        return new HubConfiguration.Console(
                flag("console_enabled").orElse(usual.enabled()),
                text("console_address", 253).orElse(usual.address()),
                number("console_port", 0, 65_535).orElse(usual.port()),
                usual.heartbeat());
    }

    private Optional<Boolean> flag(String key) throws StartException {
        JsonTree.Node node = members.get(key);
        if (node != null && !(node.value() instanceof Boolean)) {
            throw wrong(key, node, node.kind(), "true or false");
        }
        return Optional.ofNullable(node).map(each -> Boolean.TRUE.equals(each.value()));
    }

    private interface Reading<T> {
        T read(JsonTree.Node item) throws StartException;
    }

    private <T> List<T> items(String key, String allowed, Reading<T> reading) throws StartException {
        JsonTree.Node node = members.get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node.value() instanceof List)) {
            throw wrong(key, node, node.kind(), allowed);
        }
        List<T> items = new ArrayList<>();
        for (JsonTree.Node item : node.items()) {
            items.add(reading.read(item));
        }
        return items;
    }

    private String interfaceName(JsonTree.Node item) throws StartException {
        if (!(item.value() instanceof String name) || name.isBlank()) {
            throw wrong("network_interfaces", item, item.kind(), "names such as \"eth0\"");
        }
        return name;
    }

    private int category(JsonTree.Node item) throws StartException {
        return number("device_categories", item, 1, 9999);
    }

    private void requireKnownKeys() throws StartException {
        for (Map.Entry<String, JsonTree.Node> member : members.entrySet()) {
            if (!EFFECTIVE.contains(member.getKey()) && !INEFFECTIVE.contains(member.getKey())) {
                Set<String> known = new TreeSet<>(EFFECTIVE);
                known.addAll(INEFFECTIVE);
                throw wrong(member.getKey(), member.getValue(), "unknown key", "known are " + String.join(", ", known));
            }
        }
    }

    private Optional<String> text(String key, int limitBytes) throws StartException {
        JsonTree.Node node = members.get(key);
        if (node == null) {
            return Optional.empty();
        }
        String allowed = "a text of 1 to " + limitBytes + " bytes";
        if (!(node.value() instanceof String text)) {
            throw wrong(key, node, node.kind(), allowed);
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > limitBytes) {
            throw wrong(key, node, bytes + " bytes", allowed);
        }
        return Optional.of(text);
    }

    private Optional<String> country() throws StartException {
        Optional<String> country = text("country", 2);
        JsonTree.Node node = members.get("country");
        if (node != null && country.isPresent() && !country.get().matches("[A-Z]{2}")) {
            throw wrong("country", node, "'" + country.get() + "'", "two upper-case letters");
        }
        return country;
    }

    private Optional<Path> path(String key) throws StartException {
        return text(key, 4096).map(Path::of);
    }

    private Optional<Integer> number(String key, int from, int to) throws StartException {
        JsonTree.Node node = members.get(key);
        return node == null ? Optional.empty() : Optional.of(number(key, node, from, to));
    }

    private int number(String key, JsonTree.Node node, int from, int to) throws StartException {
        String allowed = "a whole number from " + from + " to " + to;
        if (!(node.value() instanceof BigDecimal number)) {
            throw wrong(key, node, node.kind(), allowed);
        }
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        boolean inRange =
                number.compareTo(BigDecimal.valueOf(from)) >= 0 && number.compareTo(BigDecimal.valueOf(to)) <= 0;
        if (!whole || !inRange) {
            throw wrong(key, node, number.toPlainString(), allowed);
        }
        return number.intValue();
    }

    private Map<Ski, Address> staticPeers() throws StartException {
        JsonTree.Node node = members.get("static_peers");
        if (node == null) {
            return Map.of();
        }
        if (!(node.value() instanceof List)) {
            throw wrong("static_peers", node, node.kind(), "a list of {\"ski\", \"host\", \"port\"}");
        }
        Map<Ski, Address> peers = new LinkedHashMap<>();
        for (JsonTree.Node item : node.items()) {
            Map.Entry<Ski, Address> peer = staticPeer(item);
            if (peers.put(peer.getKey(), peer.getValue()) != null) {
                throw wrong("static_peers", item, "SKI " + peer.getKey() + " twice", "each device once");
            }
        }
        return peers;
    }

    private Map.Entry<Ski, Address> staticPeer(JsonTree.Node item) throws StartException {
        List<String> missing = new ArrayList<>(List.of("ski", "host", "port"));
        missing.removeAll(item.members().keySet());
        Set<String> unknown = new TreeSet<>(item.members().keySet());
        unknown.removeAll(Set.of("ski", "host", "port", "path"));
        if (!missing.isEmpty() || !unknown.isEmpty()) {
            String got = missing.isEmpty() ? "unknown member " + unknown : "no " + String.join(", no ", missing);
            throw wrong("static_peers", item, got, "{\"ski\", \"host\", \"port\"} and perhaps \"path\"");
        }
        return Map.entry(staticSki(item), staticAddress(item));
    }

    private Ski staticSki(JsonTree.Node item) throws StartException {
        JsonTree.Node node = item.members().getOrDefault("ski", item);
        try {
            return Ski.parse(String.valueOf(node.value()));
        } catch (IllegalArgumentException e) {
            throw wrong("static_peers.ski", node, "'" + node.value() + "'", "40 hexadecimal digits");
        }
    }

    private Address staticAddress(JsonTree.Node item) throws StartException {
        JsonTree.Node host = item.members().getOrDefault("host", item);
        JsonTree.Node path = item.members().get("path");
        int port = number("static_peers.port", item.members().getOrDefault("port", item), 1, 65_535);
        try {
            String where = path == null ? Address.USUAL_PATH : String.valueOf(path.value());
            return new Address(String.valueOf(host.value()), port, where);
        } catch (IllegalArgumentException e) {
            throw wrong("static_peers", item, String.valueOf(e.getMessage()), "a host name or address and a path");
        }
    }

    private StartException wrong(String key, JsonTree.Node node, String got, String allowed) {
        return new StartException(
                "configuration " + file + " line " + node.line() + ": \"" + key + "\": " + got, "allowed: " + allowed);
    }
}
