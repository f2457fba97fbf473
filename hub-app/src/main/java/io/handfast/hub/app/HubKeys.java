// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static io.handfast.hub.app.HubKey.Effect.RELOAD;
import static io.handfast.hub.app.HubKey.Effect.RESTART;
import static io.handfast.hub.app.KeyType.optional;
import static io.handfast.hub.app.KeyType.path;
import static io.handfast.hub.app.KeyType.text;
import static io.handfast.hub.app.KeyType.word;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.pairing.PairingRole;
import io.handfast.ship.hub.Address;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every key of a hub's configuration: those of ship-go's production example, and ours beside. */
public final class HubKeys {
    /** The port registered for SHIP. */
    static final int USUAL_PORT = 4712;

    private static final int DAY_SECONDS = 86_400;

    static final HubKey<Integer> PORT = new HubKey<>(
            "port", new KeyType.Whole(0, 65_535), USUAL_PORT, RESTART, "where to listen; 0 for any free port");
    static final HubKey<Integer> MAX_CONNECTIONS = new HubKey<>(
            "max_connections",
            new KeyType.Whole(1, 100_000),
            10,
            RELOAD,
            "devices at once; more get HTTP 503. Nobody who is connected is sent away when it is lowered");
    static final HubKey<Map<Ski, Address>> STATIC_PEERS = new HubKey<>(
            "static_peers",
            new StaticPeersType(),
            Map.of(),
            RESTART,
            "devices to dial where discovery does not reach; they must be trusted too");
    static final HubKey<Path> CERTIFICATE_FILE =
            new HubKey<>("certificate_file", path(), Path.of("certs/ship.crt"), RESTART, "the hub's certificate, PEM");
    static final HubKey<Path> PRIVATE_KEY_FILE =
            new HubKey<>("private_key_file", path(), Path.of("certs/ship.key"), RESTART, "its private key, PEM");
    static final HubKey<Path> TRUSTED_DEVICES_FILE = new HubKey<>(
            "trusted_devices_file", path(), Path.of("data/trusted_devices.json"), RESTART, "whom the hub trusts");
    static final HubKey<Path> STATE_FILE = new HubKey<>(
            "state_file",
            path(),
            Path.of("data/hub_state.json"),
            RESTART,
            "the hub's SHIP ID, wrong PINs, totals, how the last run ended");
    static final HubKey<Optional<String>> SHIP_ID = new HubKey<>(
            "ship_id",
            optional(text(63)),
            Optional.empty(),
            RESTART,
            "stays the same for life; without it `<device_serial>-ship-id`, else one made at the first start");
    static final HubKey<String> DEVICE_BRAND =
            new HubKey<>("device_brand", text(32), "Handfast", RESTART, "in the announcement and the QR text");
    static final HubKey<String> DEVICE_MODEL = new HubKey<>(
            "device_model", text(32), "Hub", RESTART, "in the announcement, the QR text and a new certificate");
    static final HubKey<Optional<String>> DEVICE_SERIAL = new HubKey<>(
            "device_serial",
            optional(text(32)),
            Optional.empty(),
            RESTART,
            "in the announcement, the QR text and a new certificate");
    static final HubKey<String> DEVICE_TYPE = new HubKey<>(
            "device_type", text(32), "EnergyManagementSystem", RESTART, "in the announcement and the QR text");
    static final HubKey<List<Integer>> DEVICE_CATEGORIES = new HubKey<>(
            "device_categories",
            new KeyType.Items<>(new KeyType.Whole(1, 9999), "a list of numbers, 1 to 7"),
            List.of(2),
            RESTART,
            "1 grid connection point hub, 2 energy management system, 3 e-mobility, 4 heating and cooling, 5 inverter,"
                    + " 6 domestic appliance, 7 metering");
    static final HubKey<String> ORGANIZATION =
            new HubKey<>("organization", text(64), "Handfast", RESTART, "in a new certificate");
    static final HubKey<Optional<String>> COUNTRY = new HubKey<>(
            "country",
            optional(text(2, "^[A-Z]{2}$", "two upper-case letters")),
            Optional.empty(),
            RESTART,
            "in a new certificate");
    static final HubKey<Boolean> MDNS_ENABLED = new HubKey<>(
            "mdns_enabled",
            new KeyType.Flag(),
            true,
            RESTART,
            "announces the hub and looks for devices by multicast DNS; `--no-mdns` switches it off for one start");
    static final HubKey<List<String>> NETWORK_INTERFACES = new HubKey<>(
            "network_interfaces",
            new KeyType.Items<>(
                    text(32, "^[^\\s\\x00-\\x1f\\x7f/]+$", "names such as \"eth0\""),
                    "a list of names such as \"eth0\""),
            List.of(),
            RESTART,
            "where multicast DNS takes part; empty for all but those of containers and virtual machines");
    static final HubKey<Boolean> CONSOLE_ENABLED = new HubKey<>(
            "console_enabled",
            new KeyType.Flag(),
            true,
            RESTART,
            "the REST interface, for commands and browsers. While it is on, unknown devices wait for a decision");
    static final HubKey<String> CONSOLE_ADDRESS = new HubKey<>(
            "console_address",
            text(255, "^[^\\s\\x00-\\x1f\\x7f/]+$", "an IP address or a name of this machine"),
            "127.0.0.1",
            RESTART,
            "where the REST interface listens. Not on loopback it wants the token for everything; it has no TLS");
    static final HubKey<Integer> CONSOLE_PORT = new HubKey<>(
            "console_port",
            new KeyType.Whole(0, 65_535),
            4780,
            RESTART,
            "its port; 0 for any free port. On loopback another one is taken when this one is in use");
    static final HubKey<Boolean> AUTO_ACCEPT_PAIRING = new HubKey<>(
            "auto_accept_pairing",
            new KeyType.Flag(),
            false,
            RELOAD,
            "trusts every device that asks. Only for the minutes in which devices are installed, on a network of yours");
    static final HubKey<String> PAIRING_SERVICE = new HubKey<>(
            "pairing_service",
            word(PairingRole.words()),
            PairingRole.OFF.word(),
            RESTART,
            "pairing by QR code without a question (SHIP Pairing Service): `listener` when others scan this hub's code,"
                    + " `announcer` when this hub is told the codes of devices, `both`. Needs `mdns_enabled`");
    static final HubKey<Integer> PAIRING_ANNOUNCEMENT = new HubKey<>(
            "pairing_announcement",
            new KeyType.Whole(60, DAY_SECONDS),
            900,
            RESTART,
            "seconds this hub announces itself to a device whose code it was told, unless they are connected before");
    static final HubKey<String> LOG_LEVEL = new HubKey<>(
            "log_level",
            word(List.of("debug", "info", "warn", "error")),
            "info",
            RELOAD,
            "the least serious of what is logged and, where nobody is asked, printed;" + " `--json` prints everything");
    static final HubKey<String> LOG_FORMAT = new HubKey<>(
            "log_format", word(List.of("text", "json")), "text", RELOAD, "of the log's files: sentences or JSON lines");
    static final HubKey<Optional<Path>> TRACE_FILE = new HubKey<>(
            "trace_file",
            optional(path()),
            Optional.empty(),
            RESTART,
            "every SHIP message of every connection, PINs left out, 32 MiB at most; `--trace FILE` for one start");
    static final HubKey<Boolean> TRACE_PAYLOADS = new HubKey<>(
            "trace_payloads", new KeyType.Flag(), false, RESTART, "whether the trace has the payloads of data too");
    static final HubKey<Optional<URI>> OTLP_ENDPOINT = new HubKey<>(
            "otlp_endpoint",
            optional(new WebAddressType()),
            Optional.empty(),
            RESTART,
            "a collector of OpenTelemetry that is told of each handshake by OTLP over HTTP, at `/v1/traces` below this");
    static final HubKey<Boolean> METRICS_ENABLED =
            new HubKey<>("metrics_enabled", new KeyType.Flag(), true, RELOAD, "the report of totals in the log");
    static final HubKey<Integer> METRICS_REPORT_INTERVAL = new HubKey<>(
            "metrics_report_interval", new KeyType.Whole(1, DAY_SECONDS), 300, RELOAD, "seconds between two of them");
    static final HubKey<Integer> HEALTH_CHECK_INTERVAL = new HubKey<>(
            "health_check_interval",
            new KeyType.Whole(1, DAY_SECONDS),
            60,
            RELOAD,
            "seconds between two looks at the hub itself: connections, certificate, files that could not be written");
    static final HubKey<Integer> CONNECTION_TIMEOUT = new HubKey<>(
            "connection_timeout",
            new KeyType.Whole(3, 600),
            30,
            RESTART,
            "seconds a new connection may take until SHIP begins: a third each for TCP, TLS, WebSocket");
    static final HubKey<Integer> RECONNECT_DELAY_MAX = new HubKey<>(
            "reconnect_delay_max",
            new KeyType.Whole(1, DAY_SECONDS),
            300,
            RESTART,
            "seconds between two attempts at most; the hub goes up to 20 by itself, up to 120 after a refusal");

    private static final List<HubKey<?>> ALL = List.of(
            PORT,
            MAX_CONNECTIONS,
            STATIC_PEERS,
            CERTIFICATE_FILE,
            PRIVATE_KEY_FILE,
            TRUSTED_DEVICES_FILE,
            STATE_FILE,
            SHIP_ID,
            DEVICE_BRAND,
            DEVICE_MODEL,
            DEVICE_SERIAL,
            DEVICE_TYPE,
            DEVICE_CATEGORIES,
            ORGANIZATION,
            COUNTRY,
            MDNS_ENABLED,
            NETWORK_INTERFACES,
            CONSOLE_ENABLED,
            CONSOLE_ADDRESS,
            CONSOLE_PORT,
            AUTO_ACCEPT_PAIRING,
            PAIRING_SERVICE,
            PAIRING_ANNOUNCEMENT,
            LOG_LEVEL,
            LOG_FORMAT,
            TRACE_FILE,
            TRACE_PAYLOADS,
            OTLP_ENDPOINT,
            METRICS_ENABLED,
            METRICS_REPORT_INTERVAL,
            HEALTH_CHECK_INTERVAL,
            CONNECTION_TIMEOUT,
            RECONNECT_DELAY_MAX);

    private HubKeys() {}

    /**
     * All of them.
     *
     * @return in the order in which people read them
     */
    public static List<HubKey<?>> all() {
        return ALL;
    }
}
