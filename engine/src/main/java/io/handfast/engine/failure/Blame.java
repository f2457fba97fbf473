// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.failure;

/** Whose doing a failure is, as far as this side can tell. */
public enum Blame {
    /** The other side broke or refused something. */
    PEER,
    /** This side's fault: a limit, a slow consumer, a wrong setting. */
    US,
    /** Nobody answered, or the path broke. */
    NETWORK,
    /** Somebody decided so: trust, limits, an operator. */
    POLICY
}
