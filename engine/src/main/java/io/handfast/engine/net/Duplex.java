// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Bytes both ways: a TCP connection, or a TLS session over one.
 *
 * <p>Thread rule: one thread reads the input, one writes the output and ends it, any thread closes.
 */
public interface Duplex extends AutoCloseable {
    /**
     * What the peer sends. Its reads block; -1 is the peer's orderly end.
     *
     * @return always the same stream; closing it does nothing that {@link #close} does not
     */
    InputStream input();

    /**
     * What goes to the peer. Its writes may block for as long as the network takes nothing.
     *
     * @return always the same stream
     */
    OutputStream output();

    /**
     * Says that nothing more will be sent (TLS close_notify, TCP FIN), after everything written. The input stays
     * readable.
     *
     * @throws IOException when the connection was lost or closed
     */
    void endOutput() throws IOException;

    /** Closes the raw socket; never blocks, frees whoever reads or writes, any number of times. */
    @Override
    void close();
}
