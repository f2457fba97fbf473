// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

/**
 * A well-formed control message with a root name that this version does not define.
 *
 * @param root the root name as it came; text of a stranger
 */
public record UnknownControl(String root) implements ShipMessage {
    /** A control message of another version. */
    public UnknownControl {
        Values.requireText(root, "root");
    }
}
