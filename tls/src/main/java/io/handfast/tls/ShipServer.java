// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.io.IOException;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsUtils;

/** The server's side of a SHIP handshake, as Bouncy Castle asks for it. */
final class ShipServer extends AbstractTlsServer {
    private static final int P256_BITS = 256;

    private final ShipProfile profile;
    private final HandshakeNotes notes;

    ShipServer(ShipProfile profile, HandshakeNotes notes) {
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
    public int[] getSupportedGroups() {
        return new int[] {NamedGroup.secp256r1};
    }

    @Override
    protected int getMaximumNegotiableCurveBits() {
        return clientKnowsP256() ? P256_BITS : 0;
    }

    @Override
    protected int getMaximumNegotiableFiniteFieldBits() {
        return 0;
    }

    @Override
    protected int selectECDH(int minimumCurveBits) {
        return clientKnowsP256() ? NamedGroup.secp256r1 : -1;
    }

    /** A client that names no curves takes any (RFC 8422 4). */
    private boolean clientKnowsP256() {
        int[] groups = context.getSecurityParametersHandshake().getClientSupportedGroups();
        if (groups == null) {
            return true;
        }
        for (int group : groups) {
            if (group == NamedGroup.secp256r1) {
                return true;
            }
        }
        return false;
    }

    @Override
    public TlsCredentials getCredentials() {
        return profile.credentials().signer(context);
    }

    /** Names no authorities: the certificates are self-signed. */
    @Override
    public CertificateRequest getCertificateRequest() throws IOException {
        Vector<SignatureAndHashAlgorithm> algorithms = ShipParameters.signatureAlgorithms();
        return TlsUtils.isTLSv13(context)
                ? new CertificateRequest(TlsUtils.EMPTY_BYTES, algorithms, null, null)
                : new CertificateRequest(new short[] {ClientCertificateType.ecdsa_sign}, algorithms, null);
    }

    @Override
    public void notifyClientCertificate(Certificate clientCertificate) throws IOException {
        notes.judge(clientCertificate);
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
