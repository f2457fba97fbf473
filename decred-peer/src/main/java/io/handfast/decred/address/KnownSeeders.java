// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.net.SocksProxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The seeders of each network, as dcrd's parameters name them. Simulations have none. */
public final class KnownSeeders {
    private KnownSeeders() {}

    /**
     * The seeders with an HTTP interface.
     *
     * @param network whose
     * @return names of hosts
     */
    public static List<String> https(Network network) {
        return switch (network) {
            case MAINNET ->
                List.of(
                        "mainnet-seed-1.decred.org",
                        "mainnet-seed-2.decred.org",
                        "mainnet-seed.jholdstock.uk",
                        "dcr-seed.jz.bz");
            case TESTNET3 ->
                List.of("testnet-seed-1.decred.org", "testnet-seed-2.decred.org", "testnet-seed.jholdstock.uk");
            case SIMNET, REGNET -> List.of();
        };
    }

    /**
     * The names of old, which dcrd keeps in its table and does not ask any more.
     *
     * @param network whose
     * @return names of hosts
     */
    public static List<String> dns(Network network) {
        return switch (network) {
            case MAINNET -> dns("mainnet-seed");
            case TESTNET3 -> dns("testnet-seed");
            case SIMNET, REGNET -> List.of();
        };
    }

    private static List<String> dns(String prefix) {
        return Stream.of(".decred.mindcry.org", ".decred.netpurgatory.com", ".decred.org")
                .map(suffix -> prefix + suffix)
                .toList();
    }

    /**
     * Those that dcrd asks, with its question.
     *
     * @param network whose
     * @param environment clock, guard, entropy
     * @return one per name of {@link #https}
     */
    public static List<Seeder> usual(Network network, Environment environment) {
        return usual(network, Optional.empty(), environment);
    }

    /**
     * Those that dcrd asks, with its question, through a proxy.
     *
     * @param network whose
     * @param proxy through whom, if anybody
     * @param environment clock, guard, entropy
     * @return one per name of {@link #https}
     */
    public static List<Seeder> usual(Network network, Optional<SocksProxy> proxy, Environment environment) {
        return https(network).stream()
                .map(host -> (Seeder) HttpsSeeder.of(host, SeederQuery.USUAL, proxy, environment))
                .toList();
    }
}
