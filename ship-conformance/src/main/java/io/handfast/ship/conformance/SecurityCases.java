// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.Role;

/**
 * TC_SHIP_SEC_*: certificates whose SKI does not follow from their key, SHIP 12.1.1. Each role begins with a proper
 * certificate: a device that refuses every handshake proves nothing.
 */
final class SecurityCases {
    private SecurityCases() {}

    /** SEC_001. */
    static void forgedSki(Bench bench) throws Stopped, InterruptedException {
        requireTls(bench);
        bench.request(OperatorRequest.TRUST, TesterIdentity.SECOND);
        refuseInBothRoles(bench, TesterIdentity.SECOND, TesterIdentity.FORGED_SECOND);
    }

    /** SEC_002: also when the forged SKI was connected before. */
    static void forgedSkiOfPairedNode(Bench bench) throws Stopped, InterruptedException {
        requireTls(bench);
        Conversation paired = bench.meet(TesterIdentity.FIRST);
        Walk.toData(paired, bench.facts());
        paired.leave();
        refuseInBothRoles(bench, TesterIdentity.FIRST, TesterIdentity.FORGED_FIRST);
    }

    private static void requireTls(Bench bench) throws Stopped {
        bench.require(Ability.TLS, "there is no TLS on the way to this device");
    }

    private static void refuseInBothRoles(Bench bench, TesterIdentity proper, TesterIdentity forged)
            throws Stopped, InterruptedException {
        if (bench.can(Ability.LISTENS)) {
            refuse(bench, Role.CLIENT, proper, forged);
        }
        if (bench.can(Ability.DIALS)) {
            refuse(bench, Role.SERVER, proper, forged);
        }
    }

    private static void refuse(Bench bench, Role tester, TesterIdentity proper, TesterIdentity forged)
            throws Stopped, InterruptedException {
        if (!(bench.openTls(tester, proper) instanceof TlsAnswer.Completed)) {
            throw Stopped.failed("a TLS handshake with a proper certificate, tester as " + tester, "a refusal");
        }
        if (bench.openTls(tester, forged) instanceof TlsAnswer.Completed) {
            throw Stopped.failed(
                    "TLS refused for an SKI that does not follow from the key, tester as " + tester,
                    "a complete TLS handshake");
        }
    }
}
