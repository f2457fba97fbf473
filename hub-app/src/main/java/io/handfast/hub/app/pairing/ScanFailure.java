// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.pairing;

import io.handfast.engine.failure.FailureCode;

/** Why a QR text that can be read is of no use for pairing. */
public enum ScanFailure implements FailureCode {
    /** It is a plain code: no fingerprint, no secret. */
    NO_SECRET(
            "scan.no-secret",
            "scan the code that the device shows for pairing, all of it; a device without the pairing service is paired"
                    + " with handfast hub pair SKI"),
    /** It does not tell the device's SHIP ID. */
    NO_SHIP_ID(
            "scan.no-ship-id",
            "an old form of the code: say the SHIP ID as well (--ship-id); the device or its app shows it"),
    /** It is the hub's own code. */
    OWN_CODE("scan.own-code", "scan the code of the device; this hub's own code is for other control units"),
    /** It names the hub's own key. */
    OWN_SKI("scan.own-ski", "the code mixes this hub with another device: scan it again, or report it to its maker");

    private final String code;
    private final String hint;

    ScanFailure(String code, String hint) {
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
