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
        return String.format(
                Locale.ROOT,
                "%s %s %3d %%  %,d of %,d  %s",
                what,
                cells(part),
                (int) (part * 100),
                done,
                Math.max(all, done),
                rate);
    }

    /** A bar of which so much is done, from 0 to 1: the same for all commands. */
    static String cells(double part) {
        int full = (int) (part * WIDTH);
        return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
    }
}
