// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.discovery;

import io.handfast.engine.failure.FailureCode;

/** Why a service record or a QR text is of no use. */
public enum DiscoveryFailure implements FailureCode {
    /** A TXT record that is not made of character strings, or far larger than SHIP allows. */
    TXT_MALFORMED("discovery.txt-malformed", "the device's announcement is broken: report it to its maker"),
    /** No txtvers, or another one than 1. */
    TXT_VERSION("discovery.txt-version", "the device's announcement is faulty or newer: update this side"),
    /** A mandatory key of the TXT record is absent. */
    TXT_MISSING("discovery.txt-missing", "the device's announcement is incomplete: look for an update of its firmware"),
    /** A value of the TXT record that is not among the allowed ones. */
    TXT_VALUE("discovery.txt-value", "the device's announcement is faulty: look for an update of its firmware"),
    /** Not the text of a SHIP QR code. */
    QR_UNKNOWN(
            "discovery.qr-unknown", "scan the code that begins with SHIP; often it is inside the device or its manual"),
    /** The QR text names neither SKI nor fingerprint. */
    QR_MISSING("discovery.qr-missing", "scan the code again, or enter the SKI by hand"),
    /** A value of the QR text that is not among the allowed ones. */
    QR_VALUE("discovery.qr-value", "scan the code again, or enter the SKI by hand");

    private final String code;
    private final String hint;

    DiscoveryFailure(String code, String hint) {
        this.code = code;
        this.hint = hint;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String hint() {
        return hint;
    }
}
