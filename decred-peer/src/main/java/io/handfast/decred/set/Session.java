// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.SeenAddress;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.util.List;

/** A connection with a node whose handshake is complete, as far as a set or a crawl cares. Safe for all threads. */
public interface Session {
    /**
     * What the node said about itself.
     *
     * @return its first message
     */
    Version version();

    /**
     * What both speak.
     *
     * @return the lower of both sides' versions
     */
    int protocolVersion();

    /**
     * Asks for addresses, once. Blocks until they come, the deadline passes, or the connection ends.
     *
     * @param by when to give up
     * @return what the node tells; empty when it does not answer, as dcrd does on simnet and regnet, or when it was
     *     asked already
     * @throws HandshakeException why the connection ended
     */
    List<SeenAddress> askAddresses(Deadline by) throws HandshakeException;

    /**
     * Blocks until the connection has ended.
     *
     * @return why
     */
    HandshakeException awaitEnd();

    /** Ends the connection; no thread of it is left when this returns. Any number of times. */
    void close();
}
