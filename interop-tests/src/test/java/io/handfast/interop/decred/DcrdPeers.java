// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.decred;

import io.handfast.decred.wire.Network;
import io.handfast.decred.wire.message.Services;
import io.handfast.interop.Go;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Starts live nodes on dcrd's packages. Without a word they are full nodes on simnet with a genesis block, on a free
 * port of the loopback interface.
 *
 * <pre>{@code
 * try (DcrdPeer peer = DcrdPeers.any().blocks(300).start()) { … }
 * }</pre>
 *
 * @param arguments of the program
 */
public record DcrdPeers(List<String> arguments) {
    private static final String PROGRAM = "dcrd-2025";

    /** Copies the list. */
    public DcrdPeers {
        arguments = List.copyOf(arguments);
    }

    /** A node with all defaults. */
    public static DcrdPeers any() {
        return new DcrdPeers(List.of());
    }

    /** On another network. */
    public DcrdPeers network(Network network) {
        String name = network == Network.TESTNET3 ? "testnet" : network.name().toLowerCase(Locale.ROOT);
        return with("--network", name);
    }

    /** Advertises another protocol version than 11. */
    public DcrdPeers protocol(int version) {
        return with("--protocol", Integer.toString(version));
    }

    /** Advertises something else than a full node does. */
    public DcrdPeers services(Services services) {
        return with("--services", Long.toString(services.bits()));
    }

    /** With so many made-up blocks above the genesis block, the same ones in every run. */
    public DcrdPeers blocks(int number) {
        return with("--blocks", Integer.toString(number));
    }

    /** Whose block at that height pays this script, in hexadecimal. */
    public DcrdPeers pay(int height, String script) {
        return with("--pay", height + ":" + script);
    }

    /** Knows another node, and says so to who asks; an IPv6 address in brackets. */
    public DcrdPeers known(String address, int port) {
        return with("--known", address + ":" + port);
    }

    /** On this port, for a node that comes back. */
    public DcrdPeers port(int port) {
        return with("--port", Integer.toString(port));
    }

    private DcrdPeers with(String option, String value) {
        List<String> more = new ArrayList<>(arguments);
        more.add(option);
        more.add(value);
        return new DcrdPeers(more);
    }

    /**
     * Builds the program when necessary, starts it and waits until it listens. Without Go the test is skipped, or
     * fails where {@code CI=true}.
     *
     * @return the node, to be closed
     * @throws IOException when a file or a process cannot be made
     * @throws InterruptedException when the thread was interrupted
     */
    public DcrdPeer start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Go.required().build(PROGRAM).toString());
        command.addAll(arguments);
        return DcrdPeer.start(PROGRAM, new ProcessBuilder(command));
    }
}
