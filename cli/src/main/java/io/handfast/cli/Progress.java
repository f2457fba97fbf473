// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import java.util.Locale;

/** A bar on a terminal that the next one replaces; nothing elsewhere. */
final class Progress {
    private static final int WIDTH = 24;

    private final Output output;
    private final boolean onTerminal;

    Progress(Output output) {
        this.output = output;
        this.onTerminal = HubScreen.isTerminal();
    }

    /** So much of so much; a peer may have promised less than it has. */
    void show(String what, long done, long all, String rate) {
        if (onTerminal) {
            output.transientLine(bar(what, done, all, rate));
        }
    }

    static String bar(String what, long done, long all, String rate) {
        double part = all <= 0 ? 1 : Math.clamp((double) done / all, 0, 1);
        int full = (int) (part * WIDTH);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %3d %%  %,d of %,d  %s",
                what,
                "#".repeat(full),
                ".".repeat(WIDTH - full),
                (int) (part * 100),
                done,
                Math.max(all, done),
                rate);
    }
}
