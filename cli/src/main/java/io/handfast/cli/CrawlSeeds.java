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
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a crawl begins: what {@code --seed} says, else the network's seeders. */
final class CrawlSeeds {
    private static final String DNS = "dns:";
    private static final int ATTEMPTS = 3;

    private final Network network;
    private final Output output;
    private final Environment environment;
    private final List<PeerAddress> nodes = new ArrayList<>();
    private final List<Seeder> seeders = new ArrayList<>();

    CrawlSeeds(Network network, List<String> seeds, Output output, Environment environment) {
        this.network = network;
        this.output = output;
        this.environment = environment;
        if (seeds.isEmpty()) {
            seeders.addAll(KnownSeeders.usual(network, environment));
        }
        seeds.forEach(this::add);
    }

    private void add(String seed) {
        Optional<PeerAddress> node = node(seed);
        if (node.isPresent()) {
            nodes.add(node.get());
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
                ? new HttpsSeeder(URI.create(seed), SeederQuery.USUAL, environment)
                : HttpsSeeder.of(seed, SeederQuery.USUAL, environment);
    }

    /**
     * Blocks until all seeders have answered or failed; a crawl that goes on asks nobody.
     *
     * @param proxied whether nodes are dialled through a proxy, which seeders are not: the JDK's HTTP knows no SOCKS
     */
    List<PeerAddress> first(boolean resumes, boolean proxied, Scope scope) throws Cancelled {
        List<PeerAddress> first = new ArrayList<>(nodes);
        if (!resumes && !seeders.isEmpty()) {
            if (proxied) {
                output.warn("seeders are asked directly, not through the proxy; name nodes with --seed to avoid that");
            }
            output.say("asking " + seeders.size() + (seeders.size() == 1 ? " seeder" : " seeders"));
            SeederHarvest harvest = new Seeders(seeders, environment).askUntilAnswered(scope, ATTEMPTS);
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

    private boolean isSimulated() {
        return network == Network.SIMNET || network == Network.REGNET;
    }
}
