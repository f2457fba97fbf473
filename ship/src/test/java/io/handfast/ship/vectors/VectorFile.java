// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.vectors;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files below {@code vectors/} in the test resources: one JSON object per line. */
public final class VectorFile {
    private VectorFile() {}

    /**
     * Reads a whole file.
     *
     * @param name file name, such as {@code live-shipgo-2024.jsonl}
     * @return its records in order
     */
    public static List<VectorRecord> read(String name) {
        try (InputStream in = VectorFile.class.getResourceAsStream("/vectors/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("vectors/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(VectorFile::record)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VectorRecord record(String line) {
        return VectorRecord.of(JsonTree.parse(line));
    }
}
