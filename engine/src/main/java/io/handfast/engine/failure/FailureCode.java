// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.failure;

/**
 * What went wrong, as a stable word for programs: {@code ship.access.id-mismatch}. Each protocol has an enum of
 * them. Every code is documented in {@code docs/failures.md} with its meaning and remedy; a test compares.
 */
public interface FailureCode {
    /**
     * The stable code.
     *
     * @return area, phase and fault in lower case, joined by dots
     */
    String code();

    /**
     * What a person should do next.
     *
     * @return one sentence without a final stop
     */
    String hint();
}
