// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.crypto.Ski;
import io.handfast.crypto.Subject;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.discovery.Product;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a hub is told: a value for each of the {@link HubKeys}, and where each came from. Paths may be relative.
 * Immutable.
 */
public final class HubConfiguration {
    private static final String BY_DEFAULT = "default";
    private static final String BY_COMMAND = "command line";

    /** What somebody said about a key. */
    record Setting(Object value, String origin) {}

    private final ConfigurationSource source;
    private final Map<HubKey<?>, Setting> settings;

    HubConfiguration(ConfigurationSource source, Map<HubKey<?>, Setting> settings) {
        this.source = source;
        this.settings = Map.copyOf(settings);
    }

    /**
     * How a hub shows itself on the local network, and looks for others.
     *
     * @param enabled whether through multicast DNS at all
     * @param interfaces which network interfaces to use; empty for all but those of containers and virtual machines
     * @param type what kind of device it says it is
     * @param categories as in {@link Product}
     */
    public record Presence(boolean enabled, List<String> interfaces, String type, List<Integer> categories) {
        /** Copies the lists. */
        public Presence {
            interfaces = List.copyOf(interfaces);
            categories = List.copyOf(categories);
        }
    }

    /**
     * Where a running hub can be asked and told.
     *
     * @param enabled whether at all
     * @param address what to listen at: an IP address or a name of this machine
     * @param port where; 0 lets the system choose
     * @param heartbeat how long an event stream is silent before it gives a sign of life
     */
    public record Console(boolean enabled, String address, int port, Duration heartbeat) {
        private static final Duration USUAL_HEARTBEAT = Duration.ofSeconds(10);

        /** With a faster heart, where all else is faster too. */
        Console faster(int times) {
            return new Console(enabled, address, port, heartbeat.dividedBy(times));
        }
    }

    /**
     * A hub without a configuration file.
     *
     * @return port 4712, ten devices, files under certs and data
     */
    public static HubConfiguration usual() {
        return new HubConfiguration(ConfigurationSource.nothing(), Map.of());
    }

    /** Where it came from, to be read again. */
    ConfigurationSource source() {
        return source;
    }

    /** What a key is set to. */
    @SuppressWarnings("unchecked") // only with() and the reader put values here, both with the key's type
    <T> T value(HubKey<T> key) {
        Setting setting = settings.get(key);
        return setting == null ? key.usual() : (T) setting.value();
    }

    /**
     * Where a key's value came from.
     *
     * @param key which
     * @return for people: the file's line, a variable of the environment, the command line, or the default
     */
    public String origin(HubKey<?> key) {
        Setting setting = settings.get(key);
        return setting == null ? BY_DEFAULT : setting.origin();
    }

    /**
     * A key's value as it would stand in the file.
     *
     * @param key which
     * @return for {@link JsonTree}
     */
    public Object json(HubKey<?> key) {
        return jsonOf(key);
    }

    private <T> Object jsonOf(HubKey<T> key) {
        return key.type().json(value(key));
    }

    /** The same with another value, which stays when the file is read again. */
    <T> HubConfiguration with(HubKey<T> key, T value) {
        Map<HubKey<?>, Setting> changed = new LinkedHashMap<>(settings);
        changed.put(key, new Setting(value, BY_COMMAND));
        return new HubConfiguration(source.overriding(key, new Setting(value, BY_COMMAND)), changed);
    }

    /** The keys that have another value there. */
    List<HubKey<?>> changes(HubConfiguration other) {
        List<HubKey<?>> changed = new ArrayList<>();
        for (HubKey<?> key : HubKeys.all()) {
            if (!value(key).equals(other.value(key))) {
                changed.add(key);
            }
        }
        return changed;
    }

    // ---- the values by name

    /**
     * Which product it is.
     *
     * @return the model's name
     */
    public String model() {
        return value(HubKeys.DEVICE_MODEL);
    }

    /**
     * Which piece.
     *
     * @return the serial number; empty when it is not configured
     */
    public Optional<String> serial() {
        return value(HubKeys.DEVICE_SERIAL);
    }

    /**
     * This node's SHIP ID.
     *
     * @return empty to derive it from the serial, or to make one at the first start
     */
    public Optional<String> shipId() {
        return value(HubKeys.SHIP_ID);
    }

    /**
     * Where to listen.
     *
     * @return 0 to 65535; 0 lets the system choose
     */
    public int port() {
        return value(HubKeys.PORT);
    }

    /**
     * How many devices may be connected.
     *
     * @return at least 1
     */
    public int maxConnections() {
        return value(HubKeys.MAX_CONNECTIONS);
    }

    /**
     * The certificate.
     *
     * @return a PEM file
     */
    public Path certificateFile() {
        return value(HubKeys.CERTIFICATE_FILE);
    }

    /**
     * The key.
     *
     * @return a PEM file
     */
    public Path privateKeyFile() {
        return value(HubKeys.PRIVATE_KEY_FILE);
    }

    /**
     * The trust store.
     *
     * @return a JSON file
     */
    public Path trustedDevicesFile() {
        return value(HubKeys.TRUSTED_DEVICES_FILE);
    }

    /**
     * The state.
     *
     * @return a JSON file
     */
    public Path stateFile() {
        return value(HubKeys.STATE_FILE);
    }

    /**
     * Devices to dial without discovery.
     *
     * @return where they listen
     */
    public Map<Ski, Address> staticPeers() {
        return value(HubKeys.STATIC_PEERS);
    }

    /**
     * Its part in the SHIP Pairing Service.
     *
     * @return what it is told; nothing comes of it without multicast DNS
     */
    public PairingRole pairingRole() {
        return PairingRole.of(value(HubKeys.PAIRING_SERVICE));
    }

    /**
     * How long it announces itself to a device whose QR code it was told.
     *
     * @return at least a minute
     */
    public Duration pairingAnnouncement() {
        return Duration.ofSeconds(value(HubKeys.PAIRING_ANNOUNCEMENT));
    }

    /**
     * The least serious of what is printed for people.
     *
     * @return {@code debug}, {@code info}, {@code warn} or {@code error}
     */
    public String logLevel() {
        return value(HubKeys.LOG_LEVEL);
    }

    /**
     * How the log's lines are written.
     *
     * @return {@code text} or {@code json}
     */
    public String logFormat() {
        return value(HubKeys.LOG_FORMAT);
    }

    /**
     * How it shows itself on the local network.
     *
     * @return what four keys say
     */
    public Presence presence() {
        return new Presence(
                value(HubKeys.MDNS_ENABLED),
                value(HubKeys.NETWORK_INTERFACES),
                value(HubKeys.DEVICE_TYPE),
                value(HubKeys.DEVICE_CATEGORIES));
    }

    /**
     * Where it can be asked and told while it runs.
     *
     * @return what three keys say, and a heartbeat of ten seconds
     */
    public Console console() {
        return new Console(
                value(HubKeys.CONSOLE_ENABLED),
                value(HubKeys.CONSOLE_ADDRESS),
                value(HubKeys.CONSOLE_PORT),
                Console.USUAL_HEARTBEAT);
    }

    /**
     * What somebody set and has no effect in this version.
     *
     * @return the keys' names
     */
    public List<String> ineffective() {
        return HubKeys.all().stream()
                .filter(key -> key.effect() == HubKey.Effect.NONE && settings.containsKey(key))
                .map(HubKey::name)
                .toList();
    }

    /**
     * Whom a new certificate names.
     *
     * @return country, organisation, brand and model with serial
     */
    public Subject subject() {
        return new Subject(
                value(HubKeys.COUNTRY).orElse(""),
                value(HubKeys.ORGANIZATION),
                model(),
                serial().map(piece -> model() + "-" + piece).orElse(model()));
    }

    /**
     * What it says about itself, in announcements and in its QR code.
     *
     * @return brand, model, type, serial, categories
     * @throws IllegalArgumentException when one of the texts does not fit into one line
     */
    public Product product() {
        Presence presence = presence();
        return new Product(
                value(HubKeys.DEVICE_BRAND), model(), presence.type(), serial().orElse(""), presence.categories());
    }

    // ---- other values

    /**
     * The same with a trace.
     *
     * @param file where all messages are written
     * @param payloads with the payloads of data
     * @return a configuration
     */
    public HubConfiguration tracedInto(Path file, boolean payloads) {
        return with(HubKeys.TRACE_FILE, Optional.of(file)).with(HubKeys.TRACE_PAYLOADS, payloads);
    }

    /**
     * The same with another port.
     *
     * @param other 0 to 65535
     * @return a configuration
     */
    public HubConfiguration withPort(int other) {
        return with(HubKeys.PORT, other);
    }

    /**
     * The same with other devices to dial.
     *
     * @param others where they listen
     * @return a configuration
     */
    public HubConfiguration withStaticPeers(Map<Ski, Address> others) {
        return with(HubKeys.STATIC_PEERS, Map.copyOf(others));
    }

    /**
     * The same without multicast DNS: neither announced nor looking for others.
     *
     * @return a configuration
     */
    public HubConfiguration hidden() {
        return with(HubKeys.MDNS_ENABLED, false);
    }

    /**
     * The same with its console at another port.
     *
     * @param other 0 to 65535
     * @return a configuration
     */
    public HubConfiguration withConsolePort(int other) {
        return with(HubKeys.CONSOLE_PORT, other);
    }

    /**
     * The same without a console: nobody outside its program can ask or tell it anything.
     *
     * @return a configuration
     */
    public HubConfiguration withoutConsole() {
        return with(HubKeys.CONSOLE_ENABLED, false);
    }
}
