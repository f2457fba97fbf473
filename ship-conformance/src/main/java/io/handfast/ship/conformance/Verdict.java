// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

/** What a case found out about a device. */
public sealed interface Verdict {
    /** The device did all the case demands. */
    record Pass() implements Verdict {}

    /**
     * The device did something else.
     *
     * @param expected what the case demands at this point
     * @param got what the device did instead
     */
    record Fail(String expected, String got) implements Verdict {}

    /**
     * Somebody has to do something at the device, and nobody could be asked.
     *
     * @param what what has to be done
     */
    record NeedsOperator(String what) implements Verdict {}

    /**
     * The case says nothing about a device like this.
     *
     * @param reason why
     */
    record NotApplicable(String reason) implements Verdict {}

    /**
     * The verdict in one word, the same in tables, JSON and on screens.
     *
     * @return {@code pass}, {@code fail}, {@code needs-operator} or {@code not-applicable}
     */
    default String word() {
        return switch (this) {
            case Pass _ -> "pass";
            case Fail _ -> "fail";
            case NeedsOperator _ -> "needs-operator";
            case NotApplicable _ -> "not-applicable";
        };
    }

    /**
     * What there is to say besides the word.
     *
     * @return one line; empty for a pass
     */
    default String detail() {
        return switch (this) {
            case Pass _ -> "";
            case Fail(String expected, String got) -> "expected " + expected + ", got " + got;
            case NeedsOperator(String what) -> what;
            case NotApplicable(String reason) -> reason;
        };
    }
}
