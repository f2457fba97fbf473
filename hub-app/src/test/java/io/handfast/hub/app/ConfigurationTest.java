// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One declaration per key: what the reader takes, the schema takes, and what it refuses, the schema refuses. */
class ConfigurationTest {
    /** As it comes with ship-go, with the keys that only its guide names. */
    private static final String EXAMPLE = """
            {
              "device_brand": "YourCompany",
              "device_model": "SmartEnergyGateway",
              "device_type": "EnergyManager",
              "device_serial": "SEG-2024-001",
              "organization": "Your Company Ltd",
              "country": "DE",
              "port": 4712,
              "max_connections": 20,
              "network_interfaces": [],
              "auto_accept_pairing": false,
              "trusted_devices_file": "data/trusted_devices.json",
              "certificate_file": "certs/ship.crt",
              "private_key_file": "certs/ship.key",
              "state_file": "data/hub_state.json",
              "log_level": "info",
              "metrics_enabled": true,
              "health_check_interval": 60,
              "metrics_report_interval": 300,
              "connection_timeout": 30,
              "reconnect_delay_max": 300
            }
            """;

    @TempDir
    private Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("config.json"), text);
    }

    private HubConfiguration read(String text, Map<String, String> environment) throws Exception {
        return new ConfigurationSource(Optional.of(file(text)), environment).read();
    }

    @Test
    void givenTheExamplesFile_whenRead_thenEveryKeyIsTakenAsItStands() throws Exception {
        HubConfiguration configuration = read(EXAMPLE, Map.of());
        JsonTree.read(EXAMPLE).members().forEach((name, node) -> {
            HubKey<?> key = HubKeys.all().stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(JsonTree.line(configuration.json(key))).as(name).isEqualTo(JsonTree.line(node));
            assertThat(configuration.origin(key)).contains("config.json line " + node.line());
        });
        assertThat(configuration.ineffective()).isEmpty();
        assertThat(SchemaCheck.accepts(ConfigurationFile.schema(), EXAMPLE)).isTrue();
    }

    @Test
    void givenSeveralMistakes_whenRead_thenEachHasALineOfItsOwn() {
        assertThatThrownBy(() -> read("""
                        {
                          "prot": 4712,
                          "max_connections": "ten",
                          "country": "de",
                          "static_peers": [{"ski": "12", "host": "h", "port": 0}]
                        }""", Map.of("HANDFAST_PORT", "70000", "HANDFAST_LOGLEVEL", "info")))
                .isInstanceOfSatisfying(
                        StartException.class,
                        e -> assertThat(String.valueOf(e.getMessage())).isEqualTo("""
                                configuration FILE line 2: "prot": unknown key; did you mean "port"?
                                configuration FILE line 3: "max_connections": a text; allowed: a whole number from 1 to 100000
                                configuration FILE line 4: "country": "de"; allowed: two upper-case letters
                                configuration FILE line 5: "static_peers.ski": "12"; allowed: 40 hexadecimal digits, in groups as you like
                                configuration FILE line 5: "static_peers.port": 0; allowed: a whole number from 1 to 65535
                                environment HANDFAST_LOGLEVEL: unknown variable; did you mean HANDFAST_LOG_LEVEL?
                                environment HANDFAST_PORT: 70000; allowed: a whole number from 0 to 65535""".replace(
                                        "FILE", folder.resolve("config.json").toString())));
    }

    @Test
    void givenVariables_whenRead_thenTheyStandOverTheFileAndBelowTheCommandLine() throws Exception {
        HubConfiguration configuration = read(
                        "{\"port\": 1, \"device_model\": \"file\", \"max_connections\": 7}",
                        Map.of(
                                "HANDFAST_PORT", "2",
                                "HANDFAST_DEVICE_MODEL", "of the environment",
                                "HANDFAST_NETWORK_INTERFACES", "[\"eth0\", \"eth1\"]",
                                "HANDFAST_STATIC_PEERS",
                                        "[{\"ski\": \"" + "ab".repeat(20) + "\", \"host\": \"h\", \"port\": 4712}]",
                                "HANDFAST_DATA", "/x",
                                "HANDFAST_TOKEN", "of another part",
                                "PATH", "/bin"))
                .withPort(3);
        assertThat(configuration.port()).isEqualTo(3);
        assertThat(configuration.model()).isEqualTo("of the environment");
        assertThat(configuration.maxConnections()).isEqualTo(7);
        assertThat(configuration.presence().interfaces()).containsExactly("eth0", "eth1");
        assertThat(configuration.staticPeers()).hasSize(1);
        assertThat(configuration.origin(HubKeys.PORT)).isEqualTo("command line");
        assertThat(configuration.origin(HubKeys.DEVICE_MODEL)).isEqualTo("environment HANDFAST_DEVICE_MODEL");
        assertThat(configuration.origin(HubKeys.COUNTRY)).isEqualTo("default");
        assertThat(configuration.source().read().port()).as("read again").isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'prot': 4712}",
                "{'port': '4712'}",
                "{'port': 70000}",
                "{'port': -1}",
                "{'port': 1.5}",
                "{'port': null}",
                "{'port': 1e999999999}",
                "{'max_connections': 0}",
                "{'country': 'de'}",
                "{'country': 'DEU'}",
                "{'device_brand': ''}",
                "{'device_brand': '123456789012345678901234567890123'}",
                "{'device_model': 'a\\nb'}",
                "{'ship_id': ' '}",
                "{'state_file': 'a\\u0000b'}",
                "{'mdns_enabled': 'yes'}",
                "{'network_interfaces': 'eth0'}",
                "{'network_interfaces': ['']}",
                "{'device_categories': [0]}",
                "{'console_enabled': 1}",
                "{'console_address': 'a b'}",
                "{'console_address': ''}",
                "{'console_port': 65536}",
                "{'log_level': 'loud'}",
                "{'otlp_endpoint': 'collector:4318'}",
                "{'otlp_endpoint': 'ftp://collector'}",
                "{'otlp_endpoint': 'http://user@collector'}",
                "{'otlp_endpoint': 'http://collector?a=b'}",
                "{'connection_timeout': 2}",
                "{'static_peers': {}}",
                "{'static_peers': ['x']}",
                "{'static_peers': [{'host': 'h', 'port': 1}]}",
                "{'static_peers': [{'ski': '12', 'host': 'h', 'port': 1}]}",
                "{'static_peers': [{'ski': 'SKI', 'host': 'h', 'port': 0}]}",
                "{'static_peers': [{'ski': 'SKI', 'host': ' ', 'port': 1}]}",
                "{'static_peers': [{'ski': 'SKI', 'host': 'h', 'port': 1, 'path': 'ship'}]}",
                "{'static_peers': [{'ski': 'SKI', 'host': 'h', 'port': 1, 'paht': '/'}]}",
                "[]",
                "4712"
            })
    void givenWhatTheReaderRefuses_whenLookedAtWithTheSchema_thenItRefusesItToo(String text) {
        String json = text.replace('\'', '"').replace("SKI", "ab".repeat(20));
        assertThatThrownBy(() -> read(json, Map.of())).isInstanceOf(StartException.class);
        assertThat(SchemaCheck.accepts(ConfigurationFile.schema(), json)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'port': 0, 'max_connections': 1.0}",
                "{'device_categories': [], 'log_level': 'error', 'ship_id': 'i:x y'}",
                "{'console_enabled': false, 'console_address': '::1', 'console_port': 0}",
                "{'otlp_endpoint': 'https://collector.example:4318/tenant/'}",
                "{'otlp_endpoint': 'http://[::1]:4318'}",
                "{'static_peers': []}",
                "{'static_peers': [{'ski': 'SKI', 'host': 'fe80::1%eth0', 'port': 1, 'path': '/'}]}",
                "{'static_peers': [{'ski': 'ABCD-abcd:ABCD abcd ABCD abcd ABCD abcd ABCD abcd', 'host': 'h', 'port': 1}]}"
            })
    void givenWhatTheReaderTakes_whenLookedAtWithTheSchema_thenItTakesItToo(String text) throws Exception {
        String json = text.replace('\'', '"').replace("SKI", "ab".repeat(20));
        read(json, Map.of());
        assertThat(SchemaCheck.accepts(ConfigurationFile.schema(), json)).isTrue();
    }

    /** A pattern cannot say all of it. */
    @ParameterizedTest
    @ValueSource(strings = {"http://collector:99999", "http://1.2.3.4.5", "http://[::::]"})
    void givenAnAddressThatIsNone_whenRead_thenItIsRefused(String address) {
        assertThatThrownBy(() -> read("{\"otlp_endpoint\": \"" + address + "\"}", Map.of()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("\"otlp_endpoint\": \"" + address + "\"; allowed: an address such as");
    }

    @Test
    void givenTheDefaults_whenWrittenAsAFile_thenTheyAreReadAsTheDefaults() throws Exception {
        Map<String, Object> root = new java.util.LinkedHashMap<>();
        for (HubKey<?> key : HubKeys.all()) {
            if (!key.usualJson().equals("\"\"")) {
                root.put(key.name(), HubConfiguration.usual().json(key));
            }
        }
        assertThat(HubConfiguration.usual().changes(read(JsonTree.pretty(root), Map.of())))
                .isEmpty();
    }
}
