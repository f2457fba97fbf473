// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Starts live peers. Everything but the version has a default: a fresh certificate in a new folder below
 * {@code target/peers}, a free port, the SHIP ID {@code <program>-interop}.
 *
 * <pre>{@code
 * try (GoPeer peer = GoPeers.on(ShipGo.V2024).biggerThan(ski).start()) { … }
 * }</pre>
 *
 * @param library version of ship-go
 * @param arguments of the program so far
 */
public record GoPeers(ShipGo library, List<String> arguments) {
    /** Copies the list. */
    public GoPeers {
        arguments = List.copyOf(arguments);
    }

    /**
     * A peer with all defaults.
     *
     * @param library version of ship-go
     * @return the start of a description
     */
    public static GoPeers on(ShipGo library) {
        return new GoPeers(library, List.of());
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

    private GoPeers with(String option, String value) {
        List<String> more = new ArrayList<>(arguments);
        more.add(option);
        more.add(value);
        return new GoPeers(library, more);
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
        List<String> command = new ArrayList<>();
        command.add(Go.required().build(library).toString());
        command.add("--verbose");
        Path parent = Files.createDirectories(Go.module().resolve("target").resolve("peers"));
        Path folder = Files.createTempDirectory(parent, library.program() + "-");
        if (!arguments.contains("--cert")) {
            command.addAll(List.of("--cert", folder.resolve("ship.crt").toString()));
            command.addAll(List.of("--key", folder.resolve("ship.key").toString()));
        }
        if (!arguments.contains("--ship-id")) {
            command.addAll(List.of("--ship-id", library.program() + "-interop"));
        }
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // ship-go dials through the proxy that the environment names.
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        // On one processor ship-go rarely loses answers that come while it changes its state (docs/protocol).
        builder.environment().put("GOMAXPROCS", "1");
        return GoPeer.of(library.program(), builder.start(), folder);
    }
}
