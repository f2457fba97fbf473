// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.LocallyRefused;
import io.handfast.engine.failure.PeerIncompatible;
import io.handfast.engine.failure.PeerMisbehaved;
import io.handfast.engine.failure.PeerRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/** Names the failure when a handshake step has thrown. */
final class HandshakeFailures {
    private static final String PHASE = "tls";

    private HandshakeFailures() {}

    static HandshakeException of(Exception step, HandshakeNotes notes) {
        if (notes.verdict().isPresent()) {
            return notes.verdict().get();
        }
        if (step instanceof TlsFatalAlertReceived alert) {
            return received(alert.getAlertDescription(), step);
        }
        if (notes.hasCloseNotify()) {
            return received(AlertDescription.close_notify, step);
        }
        if (step instanceof TlsFatalAlert alert) {
            return raised(alert);
        }
        if (step instanceof IOException) { // Bouncy Castle's parser, most often at the end of a message cut short
            return violation(step.toString(), step);
        }
        return new LocallyRefused(TlsFailure.INTERNAL, PHASE, "a computed step", step.toString(), step);
    }

    /** What came first is none of TLS's record types. */
    static HandshakeException notTls(byte[] first) {
        String text = new String(first, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
        return new PeerIncompatible(TlsFailure.NOT_TLS, PHASE, "a TLS handshake", "\"" + text + "\"");
    }

    private static HandshakeException received(short alert, Exception cause) {
        String got = "alert " + AlertDescription.getName(alert);
        return isIncompatibility(alert)
                ? new PeerIncompatible(TlsFailure.INCOMPATIBLE, PHASE, "a common version and suite", got, cause)
                : new PeerRefused(TlsFailure.REFUSED, PHASE, "a completed handshake", got, cause);
    }

    private static HandshakeException raised(TlsFatalAlert alert) {
        short description = alert.getAlertDescription();
        String got = String.valueOf(alert.getMessage());
        if (isIncompatibility(description)) {
            return new PeerIncompatible(TlsFailure.INCOMPATIBLE, PHASE, "a common version and suite", got, alert);
        }
        if (isOurs(alert)) {
            return new LocallyRefused(TlsFailure.INTERNAL, PHASE, "a computed step", got, alert);
        }
        return switch (description) {
            case AlertDescription.bad_certificate ->
                new PeerMisbehaved(TlsFailure.BAD_CERTIFICATE, PHASE, "a certificate", got, alert);
            case AlertDescription.unsupported_certificate ->
                new PeerIncompatible(TlsFailure.KEY_UNSUPPORTED, PHASE, "a key on P-256", got, alert);
            default -> violation(got, alert);
        };
    }

    /** Not ours is an unchecked exception over a checked one of the JCA: a signature or a point not well formed. */
    private static boolean isOurs(TlsFatalAlert alert) {
        return alert.getAlertDescription() == AlertDescription.internal_error
                && alert.getCause() instanceof RuntimeException unchecked
                && !(unchecked.getCause() instanceof GeneralSecurityException);
    }

    private static HandshakeException violation(String got, Exception cause) {
        return new PeerMisbehaved(TlsFailure.PROTOCOL_VIOLATION, PHASE, "messages as in RFC 5246", got, cause);
    }

    private static boolean isIncompatibility(short alert) {
        return alert == AlertDescription.handshake_failure
                || alert == AlertDescription.protocol_version
                || alert == AlertDescription.insufficient_security;
    }
}
