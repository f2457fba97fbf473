// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

/** What this side's other threads tell the owner of a connection. */
interface PeerControl {}
