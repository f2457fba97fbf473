// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import java.util.stream.IntStream;

/** A QR code as lines of a terminal: two rows of modules each, light on a dark ground whatever the terminal's colours. */
final class QrPicture {
    /** The standard wants 4; scanners are content with 2, and the screen is small. */
    private static final int QUIET_MODULES = 2;

    private static final String COLOURS = "\u001b[40;97m";
    private static final String USUAL_COLOURS = "\u001b[0m";

    private QrPicture() {}

    static List<String> lines(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        int end = code.size + QUIET_MODULES;
        return IntStream.iterate(-QUIET_MODULES, row -> row < end, row -> row + 2)
                .mapToObj(row -> line(code, row, end))
                .toList();
    }

    private static String line(QrCode code, int row, int end) {
        StringBuilder line = new StringBuilder(COLOURS);
        for (int column = -QUIET_MODULES; column < end; column++) {
            boolean upper = !code.getModule(column, row);
            boolean lower = !code.getModule(column, row + 1);
            if (upper) {
                line.append(lower ? '\u2588' : '\u2580');
            } else {
                line.append(lower ? '\u2584' : ' ');
            }
        }
        return line.append(USUAL_COLOURS).toString();
    }
}
