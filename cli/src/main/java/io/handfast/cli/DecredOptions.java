// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.decred.wire.Network;
import io.handfast.engine.net.SocksProxy;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network, and how to get there. Shared by the commands for Decred as a mixin. */
final class DecredOptions {
    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "mainnet",
            description = "mainnet (default), testnet, simnet or regnet.")
    private String network = "mainnet";

    @Option(
            names = "--proxy",
            paramLabel = "[USER:PASSWORD@]HOST:PORT",
            description = "SOCKS5 proxy to connect through, such as Tor's 127.0.0.1:9050.")
    private @Nullable String proxy;

    Network network() {
        return switch (network.toLowerCase(Locale.ROOT)) {
            case "mainnet" -> Network.MAINNET;
            case "testnet", "testnet3" -> Network.TESTNET3;
            case "simnet" -> Network.SIMNET;
            case "regnet" -> Network.REGNET;
            default ->
                throw new CommandFailed(
                        ExitStatus.USAGE, "--network " + network + ": mainnet, testnet, simnet or regnet expected");
        };
    }

    Optional<SocksProxy> proxy() {
        return Optional.ofNullable(proxy).map(DecredOptions::parse);
    }

    private static SocksProxy parse(String text) {
        int at = text.lastIndexOf('@');
        NodeAddress address = NodeAddress.parse(text.substring(at + 1), 1080);
        try {
            return new SocksProxy(
                    address.host(), address.port(), at < 0 ? Optional.empty() : Optional.of(login(text, at)));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(ExitStatus.USAGE, "--proxy: " + e.getMessage());
        }
    }

    private static SocksProxy.Login login(String text, int at) {
        int colon = text.indexOf(':');
        if (colon > at) {
            throw new IllegalArgumentException("USER:PASSWORD expected before the @");
        }
        return new SocksProxy.Login(text.substring(0, colon), text.substring(colon + 1, at));
    }
}
