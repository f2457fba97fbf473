// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.address.DnsSeeder;
import io.handfast.decred.address.HttpsSeeder;
import io.handfast.decred.address.KnownSeeders;
import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.Seeder;
import io.handfast.decred.address.SeederHarvest;
import io.handfast.decred.address.SeederQuery;
import io.handfast.decred.address.Seeders;
import io.handfast.decred.address.SeenAddress;
import io.handfast.decred.wire.Network;
import io.handfast.engine.Environment;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.net.SocksProxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first addresses: what {@code --seed} says, else what the network's seeders know. */
final class DecredSeeds {
    private static final String DNS = "dns:";

    private final Network network;
    private final Optional<SocksProxy> proxy;
    private final Output output;
    private final Environment environment;
    private final List<PeerAddress> nodes = new ArrayList<>();
    private final List<Seeder> seeders = new ArrayList<>();

    DecredSeeds(DecredOptions options, List<String> seeds, Output output, Environment environment) {
        this.network = options.network();
        this.proxy = options.proxy();
        this.output = output;
        this.environment = environment;
        if (seeds.isEmpty()) {
            seeders.addAll(KnownSeeders.usual(network, proxy, environment));
        }
        seeds.forEach(this::add);
    }

    private void add(String seed) {
        Optional<PeerAddress> node = node(seed);
        if (node.isPresent()) {
            nodes.add(node.get());
            return;
        }
        if (seed.startsWith(DNS) && proxy.isPresent()) {
            output.warn("--seed " + seed + " is left out: the look-up of its name would not go through the proxy");
            return;
        }
        try {
            seeders.add(seeder(seed));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitStatus.USAGE,
                    "--seed " + seed + ": neither a node's address nor a seeder's name; " + e.getMessage());
        }
    }

    private Optional<PeerAddress> node(String seed) {
        try {
            return Optional.of(PeerAddress.parse(seed, network.port()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Seeder seeder(String seed) {
        if (seed.startsWith(DNS)) {
            return new DnsSeeder(seed.substring(DNS.length()), network, environment);
        }
        return seed.contains("://")
                ? new HttpsSeeder(URI.create(seed), SeederQuery.USUAL, proxy, environment)
                : HttpsSeeder.of(seed, SeederQuery.USUAL, proxy, environment);
    }

    /**
     * The nodes that were named, then those that seeders tell of; blocks until all of these have answered or failed. They are
     * asked again, so often at most, when all of them fail.
     */
    List<PeerAddress> ask(int attempts, Scope scope) throws Cancelled {
        List<PeerAddress> first = new ArrayList<>(nodes);
        if (!seeders.isEmpty()) {
            output.say("asking " + seeders.size() + (seeders.size() == 1 ? " seeder" : " seeders"));
            SeederHarvest harvest = new Seeders(seeders, environment).askUntilAnswered(scope, attempts);
            harvest.failures().forEach((seeder, why) -> output.say("  " + seeder + ": " + why.getMessage()));
            harvest.answers().values().stream()
                    .flatMap(List::stream)
                    .map(SeenAddress::address)
                    .filter(address ->
                            isSimulated() || address.isRoutable()) // nobody shall send us into our own network
                    .forEach(first::add);
        }
        return first.stream().distinct().toList();
    }

    /** The nodes that were named. */
    List<PeerAddress> named() {
        return List.copyOf(nodes);
    }

    private boolean isSimulated() {
        return network == Network.SIMNET || network == Network.REGNET;
    }
}
