// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import java.util.Optional;
import java.util.stream.Stream;

/** Decred's networks. */
public enum Network {
    /** The one with value. */
    MAINNET(0xD9B400F9, 9108),
    /** The third public test network. */
    TESTNET3(0xB194AA75, 19108),
    /** For simulations on one machine. */
    SIMNET(0x12141C16, 18555),
    /** For regression tests. */
    REGNET(0xDAB500FA, 18655);

    private final int magic;
    private final int port;

    Network(int magic, int port) {
        this.magic = magic;
        this.port = port;
    }

    /**
     * The network with this magic.
     *
     * @param magic the number at the start of a frame
     * @return the network, or empty
     */
    public static Optional<Network> of(int magic) {
        return Stream.of(values()).filter(network -> network.magic == magic).findFirst();
    }

    /**
     * What every frame begins with, little endian.
     *
     * @return a number without a sign
     */
    public int magic() {
        return magic;
    }

    /**
     * Where its nodes listen unless told otherwise.
     *
     * @return TCP port
     */
    public int port() {
        return port;
    }
}
