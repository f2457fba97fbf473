// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.engine.FrameChannel;
import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;

/**
 * The device as the cases see it: connections at the level of WebSocket frames, an operator who may be asked, a few
 * facts. Everything a case says, rightly or wrongly on purpose, goes over these connections.
 *
 * <p>Thread rule: one thread, that of the cases, calls all methods.
 */
public interface DeviceUnderTest {
    /**
     * What is known before the tests.
     *
     * @return always the same
     */
    DeviceFacts facts();

    /**
     * Connects to the device as a client; blocks through TCP, TLS and the WebSocket upgrade, as far as there are any.
     *
     * @param as as whom
     * @param by until when
     * @return the upgraded connection, nothing said; closed by the caller
     * @throws HandshakeException why there is none
     * @throws InterruptedException when the waiting thread was interrupted
     */
    FrameChannel connect(TesterIdentity as, Deadline by) throws HandshakeException, InterruptedException;

    /**
     * Waits until the device dials the tester and takes it as far as the WebSocket upgrade.
     *
     * @param as as whom the tester is dialled
     * @param by until when
     * @return the upgraded connection, nothing said; closed by the caller
     * @throws HandshakeException why there is none
     * @throws InterruptedException when the waiting thread was interrupted
     */
    FrameChannel awaitDial(TesterIdentity as, Deadline by) throws HandshakeException, InterruptedException;

    /**
     * Does one TLS handshake with the device and ends the connection. Only for a device with {@link Ability#TLS}.
     *
     * @param tester the tester's role; as a server it waits for the device's dial first
     * @param as as whom, forged or not
     * @param by until when
     * @return how the TLS handshake ended
     * @throws HandshakeException when no TLS handshake could be begun
     * @throws InterruptedException when the waiting thread was interrupted
     */
    TlsAnswer openTls(Role tester, TesterIdentity as, Deadline by) throws HandshakeException, InterruptedException;

    /**
     * Asks somebody to do something at the device; blocks until it is done.
     *
     * @param what what to do
     * @param about which of the tester's nodes it is about
     * @return false when nobody can be asked
     * @throws InterruptedException when the waiting thread was interrupted
     */
    boolean request(OperatorRequest what, TesterIdentity about) throws InterruptedException;
}
