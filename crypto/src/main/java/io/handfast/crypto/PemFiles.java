// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/** The texts in the two files of an identity, in the forms Go and OpenSSL write and read. */
final class PemFiles {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String SEC1_KEY = "EC PRIVATE KEY";
    private static final String PKCS8_KEY = "PRIVATE KEY";
    private static final int P256_BITS = 256;
    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private PemFiles() {}

    /** The first certificate of a PEM text, or a bare DER certificate, as ship-go's production example writes it. */
    static NodeCertificate readCertificate(byte[] content) throws CertificateException {
        if (content.length > 0 && content[0] == 0x30) {
            return NodeCertificate.parse(content);
        }
        for (PemObject block : blocks(content, CertificateException::new)) {
            if (block.getType().equals(CERTIFICATE)) {
                return NodeCertificate.parse(block.getContent());
            }
        }
        throw new CertificateException("there is no CERTIFICATE block in it");
    }

    /** The first private key of a PEM text, SEC 1 or PKCS #8. */
    static ECPrivateKey readKey(byte[] content) throws InvalidKeySpecException {
        for (PemObject block : blocks(content, InvalidKeySpecException::new)) {
            switch (block.getType()) {
                case SEC1_KEY -> {
                    return key(wrap(block.getContent()));
                }
                case PKCS8_KEY -> {
                    return key(block.getContent());
                }
                case "ENCRYPTED PRIVATE KEY" -> throw new InvalidKeySpecException("the key is encrypted");
                default -> {
                    // such as EC PARAMETERS, which OpenSSL puts before the key
                }
            }
        }
        throw new InvalidKeySpecException("there is no EC PRIVATE KEY or PRIVATE KEY block in it");
    }

    static byte[] writeCertificate(NodeCertificate certificate) {
        return write(new PemObject(CERTIFICATE, certificate.der()));
    }

    /** SEC 1 with the name of the curve and the public key, as Go writes it. */
    static byte[] writeKey(NodeIdentity identity) {
        var key = new org.bouncycastle.asn1.sec.ECPrivateKey(
                P256_BITS,
                identity.privateKey().getS(),
                new DERBitString(identity.certificate().publicKeyBytes()),
                SECObjectIdentifiers.secp256r1);
        try {
            return write(new PemObject(SEC1_KEY, key.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SEC 1 in PKCS #8, which is what the JDK reads. */
    private static byte[] wrap(byte[] sec1) throws InvalidKeySpecException {
        try {
            var key = org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(sec1);
            var named = key.getParametersObject();
            ASN1ObjectIdentifier curve =
                    named == null ? SECObjectIdentifiers.secp256r1 : ASN1ObjectIdentifier.getInstance(named);
            return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key)
                    .getEncoded();
        } catch (IOException | RuntimeException e) {
            throw new InvalidKeySpecException("not a SEC 1 key: " + OneLine.of(String.valueOf(e.getMessage())), e);
        }
    }

    private static ECPrivateKey key(byte[] pkcs8) throws InvalidKeySpecException {
        try {
            if (KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof ECPrivateKey key
                    && key.getParams().getOrder().equals(P256_ORDER)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw new InvalidKeySpecException(
                    "not an elliptic curve key: " + OneLine.of(String.valueOf(e.getMessage())), e);
        }
        throw new InvalidKeySpecException("the key is not on the curve P-256");
    }

    private static <X extends Exception> List<PemObject> blocks(byte[] content, Function<String, X> failure) throws X {
        List<PemObject> blocks = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(new String(content, StandardCharsets.ISO_8859_1)))) {
            PemObject block = reader.readPemObject();
            while (block != null) {
                blocks.add(block);
                block = reader.readPemObject();
            }
            return blocks;
        } catch (IOException | RuntimeException e) {
            throw failure.apply("its PEM text is broken: " + OneLine.of(String.valueOf(e.getMessage())));
        }
    }

    private static byte[] write(PemObject block) {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().replace("\r\n", "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
