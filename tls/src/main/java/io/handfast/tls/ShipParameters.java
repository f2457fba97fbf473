// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;

/** What client and server of a SHIP handshake have in common, in Bouncy Castle's types. */
final class ShipParameters {
    private ShipParameters() {}

    static ProtocolVersion[] versions(ShipProfile profile) {
        return profile.suites().contains(CipherSuite.TLS_AES_128_GCM_SHA256)
                ? ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv12)
                : ProtocolVersion.TLSv12.only();
    }

    static int[] suites(ShipProfile profile) {
        return profile.suites().stream().mapToInt(CipherSuite::number).toArray();
    }

    /** All that exist for ECDSA today; with a P-256 key everybody signs over SHA-256. */
    static Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
        return vector(ecdsa(HashAlgorithm.sha256), ecdsa(HashAlgorithm.sha384), ecdsa(HashAlgorithm.sha512));
    }

    private static SignatureAndHashAlgorithm ecdsa(short hash) {
        return SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.ecdsa);
    }

    @SafeVarargs
    @SuppressWarnings({"JdkObsolete", "varargs"}) // Bouncy Castle's interfaces are older than lists
    static <T> Vector<T> vector(T... elements) {
        return new Vector<>(List.of(elements));
    }
}
