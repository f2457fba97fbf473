// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.engine.failure.FailureCode;
import java.util.Optional;

/** Decides about a peer once its {@code version} is known, before anything more is said. */
@FunctionalInterface
public interface VersionCheck {
    /**
     * Why a peer is declined.
     *
     * @param code {@link DecredFailure#REFUSED_HERE}, or a code of the application's own
     * @param expected what this side wants, in words for people
     * @param got what the peer is
     */
    record Refusal(FailureCode code, String expected, String got) {
        /**
         * With the usual code.
         *
         * @param expected what this side wants, in words for people
         * @param got what the peer is
         */
        public Refusal(String expected, String got) {
            this(DecredFailure.REFUSED_HERE, expected, got);
        }
    }

    /**
     * Looks at a peer; also at one whose protocol version is too old, and then a refusal comes first. Runs on the
     * handshake's thread and spends its time: should not block.
     *
     * @param remote who it says it is
     * @return why it is declined; empty for a welcome peer
     */
    Optional<Refusal> judge(RemoteNode remote);

    /**
     * Everybody is welcome.
     *
     * @return a check that never refuses
     */
    static VersionCheck none() {
        return _ -> Optional.empty();
    }
}
