// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/**
 * A message of a type that no version of SHIP defines yet. Ignoring it and closing the connection both conform
 * (test case MSG_002); its value is not looked at.
 *
 * @param type the first byte, 4 to 255
 */
public record Reserved(int type) implements ShipMessage {
    /**
     * A message of a reserved type.
     *
     * @throws IllegalArgumentException for a type that is not reserved
     */
    public Reserved {
        Values.requireRange(type, 4, 255, "type");
    }
}
