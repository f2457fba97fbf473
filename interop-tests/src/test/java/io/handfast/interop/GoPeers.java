// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Starts live peers. Everything but the version has a default: a fresh certificate in a new folder below
 * {@code target/peers}, a free port, the SHIP ID {@code <program>-interop}.
 *
 * <pre>{@code
 * try (GoPeer peer = GoPeers.on(ShipGo.V2024).biggerThan(ski).start()) { … }
 * }</pre>
 *
 * @param program folder below {@code go/}
 * @param arguments of the program so far
 * @param launcher what starts the program; empty for nothing
 * @param environment variables it gets beside those of this process
 */
public record GoPeers(String program, List<String> arguments, List<String> launcher, Map<String, String> environment) {
    /** Copies lists and map. */
    public GoPeers {
        arguments = List.copyOf(arguments);
        launcher = List.copyOf(launcher);
        environment = Map.copyOf(environment);
    }

    /**
     * A peer with all defaults.
     *
     * @param library version of ship-go
     * @return the start of a description
     */
    public static GoPeers on(ShipGo library) {
        return new GoPeers(library.program(), List.of(), List.of(), Map.of());
    }

    /**
     * A whole EEBUS device: eebus-go on ship-go of July 2026. It sees nobody, so it never dials.
     *
     * @return the start of a description
     */
    public static GoPeers eebusGo() {
        return new GoPeers("eebusgo-2026", List.of(), List.of(), Map.of());
    }

    /**
     * With this identity, created there when both files are missing.
     *
     * @param certificate a PEM file
     * @param key a PEM file
     * @return the description
     */
    public GoPeers identity(Path certificate, Path key) {
        return with("--cert", certificate.toString()).with("--key", key.toString());
    }

    /**
     * With this SHIP ID.
     *
     * @param shipId what it reports in the access methods
     * @return the description
     */
    public GoPeers shipId(String shipId) {
        return with("--ship-id", shipId);
    }

    /**
     * On this port, for a peer that comes back.
     *
     * @param port 1 to 65535
     * @return the description
     */
    public GoPeers port(int port) {
        return with("--port", Integer.toString(port));
    }

    /**
     * With a new SKI that is bigger than this one.
     *
     * @param ski 40 hexadecimal digits
     * @return the description
     */
    public GoPeers biggerThan(String ski) {
        return with("--bigger-than", ski);
    }

    /**
     * With a new SKI that is smaller than this one.
     *
     * @param ski 40 hexadecimal digits
     * @return the description
     */
    public GoPeers smallerThan(String ski) {
        return with("--smaller-than", ski);
    }

    /**
     * With its pairing service on (version 2026 only).
     *
     * @param secret of its QR code, 32 hexadecimal digits
     * @return the description
     */
    public GoPeers pairingSecret(String secret) {
        return with("--pairing-secret", secret);
    }

    /**
     * Seen and seeing by its own mDNS in Go, with its pairing service on (version 2026 only).
     *
     * @param network name of the interface
     * @return the description
     */
    public GoPeers seenOn(String network) {
        return with("--interface", network);
    }

    /**
     * Seen and seeing by its own mDNS (eebus-go only).
     *
     * @param provider {@code zeroconf} or {@code avahi}
     * @param network name of the interface
     * @return the description
     */
    public GoPeers mdns(String provider, String network) {
        return with("--mdns", provider).with("--interface", network);
    }

    /**
     * Started in another place.
     *
     * @param command what is put before the program
     * @param variables what is put into its environment
     * @return the description
     */
    public GoPeers through(List<String> command, Map<String, String> variables) {
        return new GoPeers(program, arguments, command, variables);
    }

    private GoPeers with(String option, String value) {
        List<String> more = new ArrayList<>(arguments);
        more.add(option);
        more.add(value);
        return new GoPeers(program, more, launcher, environment);
    }

    /**
     * Builds the program when necessary, starts it and waits until it listens. Without Go the test is skipped, or
     * fails where {@code CI=true}.
     *
     * @return the peer, to be closed
     * @throws IOException when a file or a process cannot be made
     * @throws InterruptedException when the thread was interrupted
     */
    public GoPeer start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Go.required().build(program).toString());
        command.add("--verbose");
        Path folder = PeerProcess.newFolder(program);
        if (!arguments.contains("--cert")) {
            command.addAll(List.of("--cert", folder.resolve("ship.crt").toString()));
            command.addAll(List.of("--key", folder.resolve("ship.key").toString()));
        }
        if (!arguments.contains("--ship-id")) {
            command.addAll(List.of("--ship-id", program + "-interop"));
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // ship-go dials through the proxy that the environment names.
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        // On one processor ship-go rarely loses answers that come while it changes its state (docs/protocol).
        builder.environment().put("GOMAXPROCS", "1");
        builder.environment().putAll(environment);
        return GoPeer.start(program, builder, folder);
    }
}
