// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.time.Duration;
import java.util.Optional;

/** Whether a client's request is answered with the upgrade. */
public sealed interface UpgradeVerdict {
    /** The upgrade takes place. */
    record Accept() implements UpgradeVerdict {}

    /**
     * The client gets an HTTP error instead.
     *
     * @param status of HTTP, 400 to 599
     * @param body plain text
     * @param retryAfter when the client may come again, told in whole seconds
     */
    record Refuse(int status, String body, Optional<Duration> retryAfter) implements UpgradeVerdict {
        /** Checks the range. */
        public Refuse {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException("status is not within 400 and 599: " + status);
            }
        }

        /**
         * All connections are taken: status 503 with the body that ship-go sends.
         *
         * @return a refusal without Retry-After
         */
        public static Refuse limitReached() {
            return new Refuse(HttpAnswer.SERVICE_UNAVAILABLE, "Connection limit reached\n", Optional.empty());
        }
    }
}
