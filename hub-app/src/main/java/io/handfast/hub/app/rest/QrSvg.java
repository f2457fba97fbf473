// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;

/** A QR code as a picture that needs no script and no style. */
final class QrSvg {
    static final String TYPE = "image/svg+xml";
    /** What the standard wants. */
    private static final int QUIET_MODULES = 4;

    private QrSvg() {}

    static byte[] of(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
        int size = code.size + 2 * QUIET_MODULES;
        StringBuilder svg = new StringBuilder()
                .append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
                .append(size + " " + size)
                .append("\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>")
                .append("<path fill=\"#000\" d=\"");
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    svg.append('M')
                            .append(x + QUIET_MODULES)
                            .append(' ')
                            .append(y + QUIET_MODULES)
                            .append("h1v1h-1z");
                }
            }
        }
        return svg.append("\"/></svg>\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
