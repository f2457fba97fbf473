// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.decoder.Decoder;
import java.util.List;
import org.junit.jupiter.api.Test;

class QrPictureTest {
    private static final int QUIET_MODULES = 2;

    @Test
    void givenAQrText_whenDrawnAndReadByAnotherLibrary_thenTheSameTextInAQuietZone() throws Exception {
        String text = "SHIP;SKI:" + "1ad1f1b3".repeat(5) + ";ID:i:7;BRAND:\u00c4;MODEL:Hub;CAT:2;ENDSHIP;";
        List<String> lines = QrPicture.lines(text);
        assertThat(lines)
                .allSatisfy(line -> assertThat(line).startsWith("\u001b[40;97m").endsWith("\u001b[0m"));
        List<String> bare = lines.stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
        int width = bare.getFirst().length();
        assertThat(bare)
                .hasSize((width + 1) / 2)
                .allSatisfy(line -> assertThat(line)
                        .hasSize(width)
                        .startsWith("\u2588\u2588")
                        .endsWith("\u2588\u2588"));
        assertThat(bare.getFirst()).isEqualTo("\u2588".repeat(width));
        assertThat(new Decoder().decode(modules(bare, width)).getText()).isEqualTo(text);
    }

    /** Dark is what is not drawn. */
    private static BitMatrix modules(List<String> lines, int width) {
        int size = width - 2 * QUIET_MODULES;
        BitMatrix modules = new BitMatrix(size);
        for (int y = 0; y < size; y++) {
            String line = lines.get((y + QUIET_MODULES) / 2);
            String light = (y + QUIET_MODULES) % 2 == 0 ? "\u2588\u2580" : "\u2588\u2584";
            for (int x = 0; x < size; x++) {
                if (light.indexOf(line.charAt(x + QUIET_MODULES)) < 0) {
                    modules.set(x, y);
                }
            }
        }
        return modules;
    }
}
