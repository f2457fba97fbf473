// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import java.security.SecureRandom;

/** The only door to randomness; a test gives a seeded one. Safe for use by all threads. */
@FunctionalInterface
public interface Entropy {
    /**
     * Fills an array with random bytes.
     *
     * @param target what to fill
     */
    void fill(byte[] target);

    /**
     * The operating system's source, fit for keys.
     *
     * @return a source that never blocks once the system has started
     */
    static Entropy secure() {
        SecureRandom random = new SecureRandom();
        return random::nextBytes;
    }

    /**
     * A random number below a bound, for delays; its bias of at most 2^-31 does not matter there.
     *
     * @param bound exclusive, at least 1
     * @return from 0 to bound - 1
     */
    default long below(long bound) {
        byte[] bytes = new byte[8];
        fill(bytes);
        return Math.floorMod(java.nio.ByteBuffer.wrap(bytes).getLong(), bound);
    }
}
