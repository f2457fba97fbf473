// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

/** What a device, or the way to it, can do at all. */
public enum Ability {
    /** It accepts connections, so it can be tested as a server. */
    LISTENS,
    /** It dials the tester, so it can be tested as a client. */
    DIALS,
    /** There is TLS between tester and device. */
    TLS,
    /** Its SKI is bigger than the tester's, which makes it the one that decides about double connections. */
    BIGGER_SKI,
    /** It asks for access methods; its maker may have declared that it does not. */
    QUERIES_ACCESS_METHODS,
    /** It answers SPINE reads of the detailed discovery. */
    ANSWERS_READS
}
