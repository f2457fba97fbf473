// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.util.Locale;

/**
 * What {@link Doctor} found out about one thing.
 *
 * @param subject what was looked at: a stable word
 * @param verdict how it is
 * @param text what was found, a line for people
 * @param remedy what to do; empty when there is nothing to do
 */
public record Finding(String subject, Verdict verdict, String text, String remedy) {
    /** How it is. */
    public enum Verdict {
        /** As it should be. */
        OK,
        /** A hub runs, but not as well as it could. */
        WARN,
        /** A hub cannot start. */
        FAIL;

        /**
         * The stable word.
         *
         * @return lower case
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, Verdict.OK, text, "");
    }

    static Finding warn(String subject, String text, String remedy) {
        return new Finding(subject, Verdict.WARN, text, remedy);
    }

    static Finding fail(String subject, String text, String remedy) {
        return new Finding(subject, Verdict.FAIL, text, remedy);
    }
}
