// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.Ski;
import io.handfast.ship.conformance.NetworkDevice;
import io.handfast.ship.conformance.OperatorRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who does something at the tested device, asked no more often than necessary: trust is asked for once, until it was
 * taken back. Owned by the thread of the cases.
 */
final class TestOperator implements NetworkDevice.Operator {
    private final NetworkDevice.Operator inner;
    private final Set<Ski> trusted = new HashSet<>();

    private TestOperator(NetworkDevice.Operator inner) {
        this.inner = inner;
    }

    /** A person or a program. */
    static TestOperator asking(NetworkDevice.Operator somebody) {
        return new TestOperator(somebody);
    }

    /**
     * Nobody: what the device does by itself has to do.
     *
     * @param trusts whether the device already trusts a node of the tester
     */
    static TestOperator absent(Predicate<Ski> trusts) {
        return new TestOperator((what, tester) -> switch (what) {
            case TRUST -> trusts.test(tester);
            case DIAL -> true; // whoever was told to listen expects the device to come by itself
            case REVOKE_TRUST, READ_DATA -> false;
        });
    }

    /** It was seen that the device trusts a node. */
    void trusts(Ski tester) {
        trusted.add(tester);
    }

    /** The word for a program, stable. */
    static String word(OperatorRequest what) {
        return switch (what) {
            case TRUST -> "trust";
            case REVOKE_TRUST -> "revoke";
            case DIAL -> "dial";
            case READ_DATA -> "read";
        };
    }

    @Override
    public boolean request(OperatorRequest what, Ski tester) throws InterruptedException {
        if (what == OperatorRequest.TRUST && trusted.contains(tester)) {
            return true;
        }
        boolean done = inner.request(what, tester);
        if (done && what == OperatorRequest.TRUST) {
            trusted.add(tester);
        }
        if (done && what == OperatorRequest.REVOKE_TRUST) {
            trusted.remove(tester);
        }
        return done;
    }
}
