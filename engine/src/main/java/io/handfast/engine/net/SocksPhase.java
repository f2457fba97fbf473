// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.net;

import io.handfast.engine.Phase;
import java.util.Locale;

/** The steps of a connection through a proxy. */
public enum SocksPhase implements Phase {
    /** Connecting with the proxy. */
    PROXY_TCP,
    /** Agreeing how to log in. */
    PROXY_METHOD,
    /** Logging in. */
    PROXY_LOGIN,
    /** Until the proxy is connected with the peer. */
    PROXY_CONNECT;

    @Override
    public String phaseName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
