// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.io.IOException;
import java.io.OutputStream;
import org.bouncycastle.tls.ByteQueue;

/** Empties Bouncy Castle's output. */
final class OutputBuffers {
    /** What an idle connection may keep for its next record. */
    private static final int KEPT_BYTES = 2048;

    private OutputBuffers() {}

    static void drain(ByteQueue buffer, OutputStream network) throws IOException {
        int count = buffer.available();
        if (count == 0) {
            return;
        }
        buffer.copyTo(network, count);
        buffer.removeData(count);
        if (count > KEPT_BYTES) {
            buffer.shrink();
        }
    }
}
