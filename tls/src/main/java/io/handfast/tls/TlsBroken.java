// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * An established TLS session ended with a fatal alert instead of a farewell.
 *
 * <p>With ship-go this is a normal end: when it closes more than 10 s after its last message, its expired write
 * deadline breaks the sequence of records, and this side sees {@code bad_record_mac}.
 */
public final class TlsBroken extends IOException {
    private static final long serialVersionUID = 1;

    private final String alert;
    private final boolean raisedByPeer;

    private TlsBroken(short description, boolean raisedByPeer, Throwable cause) {
        super("TLS alert " + AlertDescription.getName(description) + (raisedByPeer ? " from the peer" : ""), cause);
        this.alert = AlertDescription.getName(description);
        this.raisedByPeer = raisedByPeer;
    }

    static TlsBroken of(IOException cause) {
        return switch (cause) {
            case TlsFatalAlertReceived received -> new TlsBroken(received.getAlertDescription(), true, cause);
            case TlsFatalAlert raised -> new TlsBroken(raised.getAlertDescription(), false, cause);
            default -> new TlsBroken(AlertDescription.internal_error, false, cause);
        };
    }

    /**
     * The alert.
     *
     * @return its name in RFC 5246, such as {@code bad_record_mac}
     */
    public String alert() {
        return alert;
    }

    /**
     * Who found the fault.
     *
     * @return true when the alert came from the peer
     */
    public boolean raisedByPeer() {
        return raisedByPeer;
    }
}
