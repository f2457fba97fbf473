// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import java.util.List;

/** Where in the chain somebody stands: from the tip backwards, ever farther apart, down to genesis. */
final class Locators {
    static final int MAX = 500;

    private Locators() {}

    static List<Hash> checked(List<Hash> locators) {
        WireFault.TOO_MANY_LOCATORS.unless(locators.size() <= MAX, "block locators", "at most 500", locators.size());
        return List.copyOf(locators);
    }

    static List<Hash> read(WireReader in) throws MalformedMessage {
        return in.hashes("block locators", MAX, WireFault.TOO_MANY_LOCATORS);
    }
}
