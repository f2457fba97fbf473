// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.scan;

import io.handfast.engine.failure.HandshakeException;

/** Hears how far a scan is. Called on the scanning thread, between two answers. {@link ScanFile#keep} is one. */
@FunctionalInterface
public interface ScanListener {
    /**
     * Another range is done.
     *
     * @param state how far it is now
     * @throws HandshakeException ends the scan
     */
    void scanned(ScanState state) throws HandshakeException;
}
