// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.cmi;

/** Proof that both sides said the connection mode. */
public final class CmiDone {
    CmiDone() {}
}
