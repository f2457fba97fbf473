// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

/** Ends a case before its last step, with the verdict. */
final class Stopped extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Verdict verdict;

    private Stopped(Verdict verdict) {
        super(verdict.detail());
        this.verdict = verdict;
    }

    static Stopped failed(String expected, String got) {
        return new Stopped(new Verdict.Fail(expected, got));
    }

    static Stopped needsOperator(String what) {
        return new Stopped(new Verdict.NeedsOperator(what));
    }

    static Stopped notApplicable(String reason) {
        return new Stopped(new Verdict.NotApplicable(reason));
    }

    Verdict verdict() {
        return verdict;
    }
}
