// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

/** Which end of a connection this side is. A role belongs to one connection, never to a whole program. */
public enum Role {
    /** This side dialled. */
    CLIENT,
    /** This side accepted. */
    SERVER
}
