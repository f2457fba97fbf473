// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.handfast.engine.net.Duplex;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** One end of a connection: what comes is prepared, what goes is kept. */
final class MemoryDuplex implements Duplex {
    private final InputStream input;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private boolean ended;

    MemoryDuplex(InputStream input) {
        this.input = input;
    }

    static MemoryDuplex of(byte[]... chunks) {
        return new MemoryDuplex(ScriptedInput.of(List.of(chunks)));
    }

    static MemoryDuplex of(String text) {
        return of(text.getBytes(ISO_8859_1));
    }

    byte[] written() {
        return output.toByteArray();
    }

    String writtenText() {
        return output.toString(ISO_8859_1);
    }

    boolean ended() {
        return ended;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void endOutput() {
        ended = true;
    }

    @Override
    public void close() {}
}
