// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Bouncy Castle's protocol object in its non-blocking mode, which has no common type for the two roles.
 *
 * <p>Thread rule: during the handshake one thread at a time. Afterwards the reader's thread offers records and the
 * writer's thread does all else, at the same time: see {@link DataPhase}.
 */
interface TlsEngine {
    /** Makes the first flight of a client, or gets ready for one. */
    void begin() throws IOException;

    /** Takes exactly one record as it came from the network; decrypts it in place. */
    void offer(byte[] buffer, int offset, int length) throws IOException;

    /** Turns bytes of ours into records of at most {@code fragmentLimit} bytes of content each. */
    void encrypt(byte[] bytes, int offset, int length, int fragmentLimit) throws IOException;

    /** Makes the record of an alert. */
    void alert(short level, short description) throws IOException;

    /** Writes all records made so far. */
    void drainTo(OutputStream network) throws IOException;
}
