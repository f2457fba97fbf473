// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.DecidedBy;
import io.handfast.hub.app.HubProgram;
import io.handfast.hub.app.StartException;
import io.handfast.ship.hub.TrustStore;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the program that the hub is part of does when it is told to. Decisions return when they are stored. */
public interface Deeds {
    /**
     * Trusts a device.
     *
     * @param device whom
     * @param by who decided
     * @throws IOException when it could not be stored; nothing has changed then
     */
    void trust(TrustStore.TrustedDevice device, DecidedBy by) throws IOException;

    /**
     * Refuses a device that waits.
     *
     * @param ski whom
     * @param by who decided
     * @throws IOException when it could not be stored; nothing has changed then
     */
    void refuse(Ski ski, DecidedBy by) throws IOException;

    /**
     * Trusts a device no more.
     *
     * @param ski whom
     * @param by who decided
     * @throws IOException when it could not be stored; nothing has changed then
     */
    void forget(Ski ski, DecidedBy by) throws IOException;

    /**
     * Demands a PIN of a device, from its next connection on.
     *
     * @param ski which device
     * @param pin 8 to 16 hexadecimal digits; empty to demand none any more
     * @param by who decided
     * @return false when the device is not trusted
     * @throws IOException when it could not be stored; nothing has changed then
     */
    boolean demandPin(Ski ski, Optional<String> pin, DecidedBy by) throws IOException;

    /**
     * The trusted devices that have not been connected for some time.
     *
     * @param since for how long at least
     * @return none that is connected now
     */
    List<TrustStore.TrustedDevice> unused(Duration since);

    /**
     * Reads the configuration again.
     *
     * @return what has changed
     * @throws StartException when there is a mistake in it; nothing has changed then
     */
    HubProgram.Reloaded reload() throws StartException;
}
