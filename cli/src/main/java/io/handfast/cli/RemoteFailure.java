// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.failure.FailureCode;

/** Why a running hub could not be told or asked; what the hub itself answers has codes of its own. */
enum RemoteFailure implements FailureCode {
    /** No hub runs on the data directory. */
    NO_HUB(
            "remote.no-hub",
            "start it with handfast hub, or name its folder with --data; console_enabled has to be true"),
    /** There is a hub, and it does not answer as it should. */
    NO_ANSWER("remote.no-answer", "see whether the hub is well; what listens at its address may be something else"),
    /** The name or beginning of an SKI fits no device. */
    NO_DEVICE("remote.no-device", "handfast hub devices lists what the hub knows"),
    /** It fits several. */
    SEVERAL_DEVICES("remote.several-devices", "write more of the SKI");

    private final String code;
    private final String hint;

    RemoteFailure(String code, String hint) {
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
