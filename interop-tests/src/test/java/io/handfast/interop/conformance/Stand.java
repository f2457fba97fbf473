// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.conformance;

import java.io.IOException;
import java.util.List;

/** A device to be tested, with somebody who does at it what the cases want. One thread calls its methods. */
interface Stand extends AutoCloseable {
    /** Where it listens on loopback. */
    int port();

    /** What its maker says about it: more arguments of the command. */
    List<String> facts();

    /** For the report: name and version. */
    String version();

    /**
     * Does something at the device, as {@code --hook} asks for it.
     *
     * @param action trust, revoke, dial or read
     * @param ski of the tester's node
     * @param host of the tester's node
     * @param port of the tester's node
     * @return whether it can be done
     */
    boolean act(String action, String ski, String host, int port) throws Exception;

    @Override
    void close() throws IOException;
}
