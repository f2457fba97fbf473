// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.jspecify.annotations.Nullable;

/** The client's side of a SHIP handshake, as Bouncy Castle asks for it. */
final class ShipClient extends AbstractTlsClient {
    private final ShipProfile profile;
    private final HandshakeNotes notes;

    ShipClient(ShipProfile profile, HandshakeNotes notes) {
        super(profile.credentials().crypto());
        this.profile = profile;
        this.notes = notes;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ShipParameters.versions(profile);
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return ShipParameters.suites(profile);
    }

    @Override
    protected Vector<Integer> getSupportedGroups(@SuppressWarnings("rawtypes") Vector namedGroupRoles) {
        return ShipParameters.vector(NamedGroup.secp256r1);
    }

    @Override
    protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
        return ShipParameters.signatureAlgorithms();
    }

    @Override
    protected @Nullable Vector<ServerName> getSNIServerNames() {
        return profile.serverName()
                .map(name -> ShipParameters.vector(
                        new ServerName(NameType.host_name, name.getBytes(StandardCharsets.US_ASCII))))
                .orElse(null);
    }

    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    /** Peers sign their certificates as they like: nobody follows a chain. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    /** Small stacks lack RFC 5746; as renegotiation is always refused, nothing depends on it. */
    @Override
    public void notifySecureRenegotiation(boolean secureRenegotiation) {}

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                notes.judge(server.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return profile.credentials().signer(context);
            }
        };
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        if (description == AlertDescription.close_notify) {
            notes.closeNotifyReceived();
        }
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        notes.complete(context);
    }
}
