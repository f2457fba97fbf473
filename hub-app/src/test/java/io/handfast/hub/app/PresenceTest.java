// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.ship.hub.discovery.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration says about how a hub shows itself. */
class PresenceTest {
    @TempDir
    private Path folder;

    private HubConfiguration read(String text) throws Exception {
        return ConfigurationFile.read(Files.writeString(folder.resolve("config.json"), text));
    }

    @Test
    void givenNothing_whenRead_thenAnnouncedAsAnEnergyManagerOnAllInterfaces() throws Exception {
        assertThat(read("{}").presence())
                .isEqualTo(new HubConfiguration.Presence(true, List.of(), "EnergyManagementSystem", List.of(2)));
    }

    @Test
    void givenAllKeys_whenRead_thenAllInTheProduct() throws Exception {
        HubConfiguration configuration = read("""
                {"device_brand": "B", "device_model": "M", "device_serial": "S", "device_type": "EnergyManager",
                 "device_categories": [2, 1], "network_interfaces": ["eth0"], "mdns_enabled": false}""");
        assertThat(configuration.product()).isEqualTo(new Product("B", "M", "EnergyManager", "S", List.of(2, 1)));
        assertThat(configuration.presence().interfaces()).containsExactly("eth0");
        assertThat(configuration.presence().enabled()).isFalse();
        assertThat(configuration.ineffective()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mdns_enabled': 'yes'}            | allowed: true or false",
                "{'network_interfaces': 'eth0'}     | allowed: a list of names",
                "{'network_interfaces': [1]}        | allowed: names",
                "{'network_interfaces': ['']}       | allowed: names",
                "{'device_categories': [0]}         | allowed: a whole number from 1 to 9999",
                "{'device_categories': ['2']}       | allowed: a whole number from 1 to 9999",
                "{'device_model': 'a\\u0007b'}      | allowed: a text of one line",
                "{'ship_id': 'a\\u202eb'}           | cannot be announced",
                "{'ship_id': ' '}                   | allowed: a text of one line",
            },
            quoteCharacter = '"')
    void givenSomethingElse_whenRead_thenTheStartIsRefused(String text, String said) {
        assertThatThrownBy(() -> read(text.replace('\'', '"')))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(said);
    }
}
