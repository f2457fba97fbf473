// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.crypto.NodeCertificate;
import io.handfast.crypto.NodeIdentity;
import io.handfast.crypto.Ski;
import io.handfast.crypto.SourcedRandom;
import io.handfast.crypto.Subject;
import io.handfast.engine.Environment;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;

/**
 * What an attacker shows: a certificate in good order whose subject key identifier is somebody else's. Made of a proper
 * one, with the identifier exchanged and the signature made anew, so that nothing else gives it away.
 */
final class ForgedIdentity {
    /** Tag, and a length of two bytes: every certificate here has more than 255 bytes and less than 64 KiB. */
    private static final int HEADER_BYTES = 4;

    private static final int BIT_STRING = 3;

    private ForgedIdentity() {}

    static NodeIdentity claiming(Ski victim, Environment environment) {
        Subject subject = new Subject("DE", "Handfast", "", "forged");
        NodeIdentity attacker =
                NodeIdentity.create(subject, environment.time().wallClock(), environment.entropy()::fill);
        try {
            byte[] forged = forged(attacker, victim, environment);
            return NodeIdentity.of(NodeCertificate.parse(forged), attacker.privateKey())
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: a forged certificate that nobody can read", e);
        }
    }

    /** Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature BIT STRING }, RFC 5280 4.1. */
    private static byte[] forged(NodeIdentity attacker, Ski victim, Environment environment)
            throws GeneralSecurityException {
        byte[] proper = attacker.certificate().der();
        int bodyEnd = HEADER_BYTES + HEADER_BYTES + length(proper, HEADER_BYTES);
        byte[] body = Arrays.copyOfRange(proper, HEADER_BYTES, bodyEnd);
        System.arraycopy(victim.bytes(), 0, body, indexOf(attacker.ski().bytes(), body), Ski.SIZE_BYTES);
        int algorithmEnd = bodyEnd + 2 + proper[bodyEnd + 1];
        byte[] signature = sign(body, attacker, environment);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(body);
        content.write(proper, bodyEnd, algorithmEnd - bodyEnd);
        content.write(BIT_STRING);
        content.write(signature.length + 1);
        content.write(0); // no unused bits
        content.writeBytes(signature);
        ByteArrayOutputStream certificate = new ByteArrayOutputStream();
        certificate.write(proper, 0, 2);
        certificate.write(content.size() >> 8);
        certificate.write(content.size());
        certificate.writeBytes(content.toByteArray());
        return certificate.toByteArray();
    }

    private static byte[] sign(byte[] body, NodeIdentity attacker, Environment environment)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(attacker.privateKey(), new SourcedRandom(environment.entropy()::fill));
        signature.update(body);
        return signature.sign();
    }

    private static int length(byte[] der, int at) {
        return ((der[at + 2] & 0xFF) << 8) | (der[at + 3] & 0xFF);
    }

    /** The identifier is a SHA-1 value: it stands nowhere else. */
    private static int indexOf(byte[] wanted, byte[] body) {
        for (int i = 0; i + wanted.length <= body.length; i++) {
            if (Arrays.equals(wanted, 0, wanted.length, body, i, i + wanted.length)) {
                return i;
            }
        }
        throw new IllegalStateException("bug: a certificate of ours without its SKI");
    }
}
