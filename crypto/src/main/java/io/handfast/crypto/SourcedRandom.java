// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.util.function.Consumer;

/**
 * A {@link SecureRandom} whose bytes all come from one given source, for calls of the JCA that want one. It is
 * as good as its source, and safe for use by all threads when the source is.
 */
public final class SourcedRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    /**
     * A random generator over a source.
     *
     * @param source fills the array it is given with random bytes, such as {@code entropy::fill}
     */
    public SourcedRandom(Consumer<byte[]> source) {
        super(new Spi(source), null);
    }

    @Override
    public String getAlgorithm() {
        return "given source";
    }

    private static final class Spi extends SecureRandomSpi {
        private static final long serialVersionUID = 1;

        private final transient Consumer<byte[]> source;

        Spi(Consumer<byte[]> source) {
            this.source = source;
        }

        @Override
        protected void engineSetSeed(byte[] seed) {
            // The source needs no seed of others.
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            source.accept(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int numBytes) {
            byte[] seed = new byte[numBytes];
            source.accept(seed);
            return seed;
        }
    }
}
