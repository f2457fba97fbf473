// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls.foreign;

import io.handfast.crypto.NodeIdentity;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The JDK's TLS as the other end: an implementation that shares no code with ours. */
public final class Jsse {
    private final SSLContext context = SSLContext.getInstance("TLS");

    private Jsse(KeyManager[] keys) throws Exception {
        context.init(keys, new TrustManager[] {new TrustAll()}, null);
    }

    public static Jsse of(NodeIdentity identity) throws Exception {
        return of(identity.certificate().der(), identity.privateKey());
    }

    public static Jsse of(OddCertificates odd) throws Exception {
        return of(odd.der(), odd.keys().getPrivate());
    }

    public static Jsse withoutCertificate() throws Exception {
        return new Jsse(new KeyManager[0]);
    }

    private static Jsse of(byte[] der, PrivateKey key) throws Exception {
        Certificate certificate =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("node", key, new char[0], new Certificate[] {certificate});
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, new char[0]);
        return new Jsse(keys.getKeyManagers());
    }

    /** Handshakes on the calling thread; no suites and versions given means those of the JDK. */
    public SSLSocket open(Socket raw, boolean client, String[] protocols, String... suites) throws Exception {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, "127.0.0.1", 1, true);
        socket.setUseClientMode(client);
        socket.setNeedClientAuth(!client);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        if (suites.length > 0) {
            socket.setEnabledCipherSuites(suites);
        }
        socket.startHandshake();
        return socket;
    }

    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
