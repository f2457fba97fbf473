// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

/** One step of a procedure, as it stands in traces, logs and failures. Each protocol has an enum of its own. */
public interface Phase {
    /**
     * The stable name.
     *
     * @return lower case, words joined by hyphens, such as {@code hello}
     */
    String phaseName();
}
