// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.engine.failure.FailureCode;

/**
 * A fault of the wire as the failure of a connection. The codec stands alone and knows no failures of connections, so
 * they are wrapped here; the endings too, which Decred's codes tell apart and dcrd calls EOF.
 *
 * @param fault what is wrong
 */
public record WireCode(WireFault fault) implements FailureCode {
    @Override
    public String code() {
        return fault.code();
    }

    @Override
    public String hint() {
        return fault.hint();
    }
}
