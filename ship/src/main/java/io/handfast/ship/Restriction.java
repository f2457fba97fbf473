// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship;

/**
 * Who may not do everything yet because an optional PIN is missing, SHIP 13.4.4.3. What a restricted side may do is
 * for the applications to know.
 *
 * @param ofPeer this side asked for a PIN, and the peer has not given it: its data is to be met with reserve
 * @param ofUs the peer asked for a PIN, and this side has not given it: the peer may withhold things
 */
public record Restriction(boolean ofPeer, boolean ofUs) {}
