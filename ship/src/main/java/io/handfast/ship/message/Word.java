// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/** A value of one of the specification's enumerations. */
public sealed interface Word permits HelloPhase, HandshakeType, PinRequirement, InputPermission, ClosePhase {
    /**
     * How it is written on the wire.
     *
     * @return the specification's word, exact in upper and lower case
     */
    String word();
}
