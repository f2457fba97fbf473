// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.headers;

import io.handfast.decred.wire.encoding.Hash;
import io.handfast.decred.wire.message.Headers;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.util.List;

/** Whoever can be asked for headers: {@code peer.ask()::headers}, or a test. */
@FunctionalInterface
public interface HeaderSource {
    /**
     * Asks for up to 2 000 headers after the first locator that the other side has. Blocks until they are there.
     *
     * @param locator block hashes, the newest first
     * @param stop the last block wanted; zeros for as many as possible
     * @param by until when to wait
     * @return the answer, its headers not judged yet
     * @throws HandshakeException when none came: in time, or at all
     */
    Headers headers(List<Hash> locator, Hash stop, Deadline by) throws HandshakeException;
}
