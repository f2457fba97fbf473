// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import io.handfast.engine.Role;
import io.handfast.tls.foreign.OddCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.Vector;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerHello;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsProtocol;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Bouncy Castle's blocking TLS as a peer that neither JSSE nor we can be: its certificate may be on any curve, it may
 * lack secure renegotiation (RFC 5746), it may ask for renegotiation. Trusts everybody.
 */
final class BouncyPeer {
    private static final int[] SUITES = {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256.number()};
    /** Reserved for private use: nobody knows this suite. */
    private static final int UNKNOWN_SUITE = 0xFF42;

    private final OddCertificates identity;
    private final boolean secureRenegotiation;
    private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());

    private BouncyPeer(OddCertificates identity, boolean secureRenegotiation) {
        this.identity = identity;
        this.secureRenegotiation = secureRenegotiation;
    }

    static BouncyPeer of(OddCertificates identity) {
        return new BouncyPeer(identity, true);
    }

    BouncyPeer withoutSecureRenegotiation() {
        return new BouncyPeer(identity, false);
    }

    /** A session of the peer. */
    interface Session {
        InputStream input();

        OutputStream output();

        /** Begins a second handshake over the first. */
        void renegotiate() throws IOException;

        /** The last warning we sent it; -1 before. */
        int warning();
    }

    /** Handshakes on the calling thread, until both Finished messages are there. */
    Session open(Socket socket, Role role) throws IOException {
        if (role == Role.CLIENT) {
            ClientSession session = new ClientSession(socket);
            session.connect(session.client);
            return session;
        }
        ServerSession session = new ServerSession(socket);
        session.accept(session.server);
        return session;
    }

    private TlsCredentials signer(TlsContext context) throws IOException {
        TlsCertificate own = crypto.createCertificate(identity.der());
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                PrivateKeyFactory.createKey(identity.keys().getPrivate().getEncoded()),
                new Certificate(new TlsCertificate[] {own}),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    private final class ClientSession extends TlsClientProtocol implements Session {
        private final Client client = new Client();

        ClientSession(Socket socket) throws IOException {
            super(socket.getInputStream(), socket.getOutputStream());
        }

        @Override
        protected void sendClientHelloMessage() throws IOException {
            int[] suites = clientHello.getCipherSuites();
            for (int i = 0; i < suites.length && !secureRenegotiation; i++) {
                suites[i] = suites[i] == org.bouncycastle.tls.CipherSuite.TLS_EMPTY_RENEGOTIATION_INFO_SCSV
                        ? UNKNOWN_SUITE
                        : suites[i];
            }
            super.sendClientHelloMessage();
        }

        @Override
        public InputStream input() {
            return getInputStream();
        }

        @Override
        public OutputStream output() {
            return getOutputStream();
        }

        /** A ClientHello of TLS 1.2 with one suite and nothing else. */
        @Override
        public void renegotiate() throws IOException {
            byte[] hello = new byte[4 + 41];
            hello[0] = 1;
            hello[3] = 41;
            hello[4] = 3;
            hello[5] = 3;
            hello[40] = 2;
            hello[41] = (byte) (SUITES[0] >> 8);
            hello[42] = (byte) SUITES[0];
            hello[43] = 1;
            writeRecord(ContentType.handshake, hello, 0, hello.length);
        }

        /** Bouncy Castle would end the session, others go on. */
        @Override
        protected void handleAlertWarningMessage(short description) throws IOException {
            if (description != AlertDescription.no_renegotiation) {
                super.handleAlertWarningMessage(description);
            }
        }

        @Override
        public int warning() {
            return client.warning;
        }
    }

    private final class ServerSession extends TlsServerProtocol implements Session {
        private final Server server = new Server();

        ServerSession(Socket socket) throws IOException {
            super(socket.getInputStream(), socket.getOutputStream());
        }

        @Override
        protected void sendServerHelloMessage(ServerHello hello) throws IOException {
            if (!secureRenegotiation) {
                hello.getExtensions().remove(TlsProtocol.EXT_RenegotiationInfo);
            }
            super.sendServerHelloMessage(hello);
        }

        @Override
        public InputStream input() {
            return getInputStream();
        }

        @Override
        public OutputStream output() {
            return getOutputStream();
        }

        @Override
        public void renegotiate() throws IOException {
            sendHelloRequestMessage();
        }

        /** Bouncy Castle would end the session, others go on. */
        @Override
        protected void handleAlertWarningMessage(short description) throws IOException {
            if (description != AlertDescription.no_renegotiation) {
                super.handleAlertWarningMessage(description);
            }
        }

        @Override
        public int warning() {
            return server.warning;
        }
    }

    private final class Client extends AbstractTlsClient {
        private int warning = -1;

        Client() {
            super(BouncyPeer.this.crypto);
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv12.only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return SUITES.clone();
        }

        @Override
        protected Vector<Integer> getSupportedGroups(@SuppressWarnings("rawtypes") Vector namedGroupRoles) {
            return ShipParameters.vector(NamedGroup.secp256r1, NamedGroup.brainpoolP256r1, NamedGroup.brainpoolP384r1);
        }

        @Override
        public TlsAuthentication getAuthentication() {
            return new TlsAuthentication() {
                @Override
                public void notifyServerCertificate(TlsServerCertificate certificate) {}

                @Override
                public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                    return signer(context);
                }
            };
        }

        @Override
        public void notifySecureRenegotiation(boolean secure) {}

        @Override
        public void notifyAlertReceived(short level, short description) {
            warning = description == AlertDescription.close_notify ? warning : description;
        }
    }

    private final class Server extends AbstractTlsServer {
        private int warning = -1;

        Server() {
            super(BouncyPeer.this.crypto);
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return ProtocolVersion.TLSv12.only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return SUITES.clone();
        }

        @Override
        public TlsCredentials getCredentials() throws IOException {
            return signer(context);
        }

        @Override
        public CertificateRequest getCertificateRequest() {
            return new CertificateRequest(
                    new short[] {ClientCertificateType.ecdsa_sign}, ShipParameters.signatureAlgorithms(), null);
        }

        @Override
        public void notifyClientCertificate(Certificate certificate) {}

        @Override
        public void notifySecureRenegotiation(boolean secure) {}

        @Override
        public void notifyAlertReceived(short level, short description) {
            warning = description == AlertDescription.close_notify ? warning : description;
        }
    }
}
