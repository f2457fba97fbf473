// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.Ski;
import io.handfast.engine.Scope;
import io.handfast.engine.net.Admission;
import io.handfast.engine.time.TimeSource;
import java.util.Optional;

/**
 * One attempt and the connection that may come of it: has a scope of its own, so that it can be ended alone, and
 * holds its permit. It belongs to a parent whose cancellation ends it; as it gets on it moves to another. A hub that
 * stops cancels at once what is not complete, and takes leave of what is.
 *
 * <p>Handed from thread to thread; at any time one of them owns it.
 */
final class Attempt {
    private final Scope scope;
    private Scope.Registration inParent;
    private Optional<Admission.Permit> permit = Optional.empty();

    Attempt(TimeSource time, Scope parent) {
        this.scope = new Scope("attempt", time);
        this.inParent = parent.onCancel(scope::cancel);
    }

    /** What ends with it. */
    Scope scope() {
        return scope;
    }

    /** Takes a permit, if there is one, until the end. */
    boolean admit(Admission<Ski> admission, Ski ski, boolean trusted) {
        permit = admission.tryAdmit(ski, trusted);
        return permit.isPresent();
    }

    /** Its device is trusted now, or not any more. */
    void trusted(boolean now) {
        permit.ifPresent(taken -> taken.trusted(now));
    }

    boolean isAdmitted() {
        return permit.isPresent();
    }

    /** From now on the other parent's cancellation ends it. */
    void moveTo(Scope parent) {
        Scope.Registration before = inParent;
        inParent = parent.onCancel(scope::cancel);
        before.close();
    }

    /** Nothing of it is left: gives back the permit. Any number of times. */
    void end() {
        inParent.close();
        permit.ifPresent(Admission.Permit::close);
    }
}
