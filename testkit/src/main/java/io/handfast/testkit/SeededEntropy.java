// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import io.handfast.engine.Entropy;
import java.util.Random;

/** Randomness that is the same in every run; never for keys that protect anything. Safe for use by all threads. */
public final class SeededEntropy implements Entropy {
    private final Random random;

    /**
     * The sequence of a seed.
     *
     * @param seed any number; the same one gives the same bytes on every machine
     */
    public SeededEntropy(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void fill(byte[] target) {
        random.nextBytes(target);
    }
}
