// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a configuration comes from: a file, over it the environment, over that the command line. Can be read again and
 * again. Immutable.
 */
public final class ConfigurationSource {
    private final Optional<Path> file;
    private final Map<String, String> environment;
    private final Map<HubKey<?>, HubConfiguration.Setting> overrides;

    /**
     * A source.
     *
     * @param file JSON; empty for the defaults
     * @param environment variables such as {@code HANDFAST_PORT}; others are passed over
     */
    public ConfigurationSource(Optional<Path> file, Map<String, String> environment) {
        this(file, environment, Map.of());
    }

    private ConfigurationSource(
            Optional<Path> file, Map<String, String> environment, Map<HubKey<?>, HubConfiguration.Setting> overrides) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.overrides = Map.copyOf(overrides);
    }

    static ConfigurationSource nothing() {
        return new ConfigurationSource(Optional.empty(), Map.of());
    }

    ConfigurationSource overriding(HubKey<?> key, HubConfiguration.Setting setting) {
        Map<HubKey<?>, HubConfiguration.Setting> more = new LinkedHashMap<>(overrides);
        more.put(key, setting);
        return new ConfigurationSource(file, environment, more);
    }

    /**
     * Reads and checks everything.
     *
     * @return what it says
     * @throws StartException when the file cannot be read, or something is not allowed: one line for each mistake
     */
    public HubConfiguration read() throws StartException {
        Map<HubKey<?>, HubConfiguration.Setting> settings =
                new LinkedHashMap<>(new ConfigurationReader(file, environment).read());
        settings.putAll(overrides);
        return new HubConfiguration(this, settings);
    }
}
