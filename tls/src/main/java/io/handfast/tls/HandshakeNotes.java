// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.crypto.NodeCertificate;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.failure.PeerMisbehaved;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;

/**
 * What a handshake leaves behind: who the peer is, what was agreed, why it was refused. Written by steps on the
 * compute pool, one after the other, and read by the thread that waits for them.
 */
final class HandshakeNotes {
    private final PeerJudge judge;
    private final List<byte[]> chain = new ArrayList<>();
    private @Nullable NodeCertificate peer;
    private @Nullable HandshakeException verdict;
    private @Nullable Agreed agreed;
    private boolean closeNotifyReceived;

    HandshakeNotes(PeerJudge judge) {
        this.judge = judge;
    }

    /** What both sides agreed on. */
    record Agreed(String version, int suite, Optional<String> alpn, byte[] clientFinished) {}

    /** A peer's certificate message; throws the alert for the peer and keeps the verdict for us. */
    void judge(Certificate certificates) throws IOException {
        if (certificates.isEmpty()) {
            refuse(
                    AlertDescription.handshake_failure,
                    new PeerMisbehaved(TlsFailure.NO_CLIENT_CERTIFICATE, "tls", "a client certificate", "none"));
        }
        for (int i = 0; i < certificates.getLength(); i++) {
            chain.add(certificates.getCertificateAt(i).getEncoded());
        }
        try {
            NodeCertificate shown = ((ShownCertificate) certificates.getCertificateAt(0)).node();
            judge.accept(shown);
            peer = shown;
        } catch (CertificateException e) {
            refuse(
                    AlertDescription.bad_certificate,
                    new PeerMisbehaved(
                            TlsFailure.BAD_CERTIFICATE, "tls", "a certificate", String.valueOf(e.getMessage()), e));
        } catch (HandshakeException e) {
            refuse(AlertDescription.bad_certificate, e);
        }
    }

    private void refuse(short alert, HandshakeException why) throws TlsFatalAlert {
        verdict = why;
        throw new TlsFatalAlert(alert, why);
    }

    /** Both Finished messages were right. */
    void complete(TlsContext context) {
        SecurityParameters parameters = context.getSecurityParametersConnection();
        byte[] clientFinished = context.isServer() ? parameters.getPeerVerifyData() : parameters.getLocalVerifyData();
        ProtocolName protocol = parameters.getApplicationProtocol();
        agreed = new Agreed(
                parameters.getNegotiatedVersion().getName(),
                parameters.getCipherSuite(),
                Optional.ofNullable(protocol).map(ProtocolName::getUtf8Decoding),
                clientFinished.clone());
    }

    void closeNotifyReceived() {
        closeNotifyReceived = true;
    }

    boolean hasCloseNotify() {
        return closeNotifyReceived;
    }

    boolean isComplete() {
        return agreed != null;
    }

    Optional<HandshakeException> verdict() {
        return Optional.ofNullable(verdict);
    }

    Agreed agreed() {
        return require(agreed);
    }

    NodeCertificate peer() {
        return require(peer);
    }

    List<byte[]> chain() {
        return List.copyOf(chain);
    }

    private static <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the handshake is not complete");
        }
        return value;
    }
}
