// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Hands out prepared chunks: a read never returns bytes of two of them, as if each came in its own packet. */
final class ScriptedInput extends InputStream {
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private final boolean silentAfterwards;
    private int used;

    private ScriptedInput(List<byte[]> chunks, boolean silentAfterwards) {
        chunks.stream().filter(chunk -> chunk.length > 0).forEach(this.chunks::add);
        this.silentAfterwards = silentAfterwards;
    }

    /** The peer ends the stream after the last chunk. */
    static ScriptedInput of(List<byte[]> chunks) {
        return new ScriptedInput(chunks, false);
    }

    /** The peer falls silent after the last chunk: whoever reads on would block for ever, so the test fails. */
    static ScriptedInput silentAfter(List<byte[]> chunks) {
        return new ScriptedInput(chunks, true);
    }

    /** All bytes in chunks of a size. */
    static List<byte[]> chop(byte[] bytes, int size) {
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += size) {
            chunks.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
        }
        return chunks;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        byte[] chunk = chunks.peek();
        if (chunk == null && silentAfterwards) {
            throw new AssertionError("read on although the decision was possible before");
        }
        if (chunk == null) {
            return -1;
        }
        int count = Math.min(length, chunk.length - used);
        System.arraycopy(chunk, used, target, offset, count);
        used += count;
        if (used == chunk.length) {
            chunks.remove();
            used = 0;
        }
        return count;
    }
}
