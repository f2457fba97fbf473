// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.HubProgram;

/** What is said about an identity wherever one is loaded. */
final class Identities {
    private Identities() {}

    static void warn(Output output, HubProgram.Identity identity) {
        if (identity.created()) {
            output.warn("a NEW identity was made, SKI " + identity.node().ski()
                    + "; every device has to be paired with it");
        }
        identity.warnings().forEach(output::warn);
    }
}
