// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.KeyAgreement;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;

/**
 * Asymmetric services from the native provider, all else from the JDK: its ciphers and digests are as fast for
 * records of a few KiB and hold no native memory for each idle connection.
 */
final class NativeFirst extends DefaultJcaJceHelper {
    private final Provider provider;

    NativeFirst(Provider provider) {
        this.provider = provider;
    }

    @Override
    public KeyAgreement createKeyAgreement(String algorithm) throws NoSuchAlgorithmException {
        return has("KeyAgreement", algorithm)
                ? KeyAgreement.getInstance(algorithm, provider)
                : super.createKeyAgreement(algorithm);
    }

    @Override
    public KeyFactory createKeyFactory(String algorithm) throws NoSuchAlgorithmException {
        return has("KeyFactory", algorithm)
                ? KeyFactory.getInstance(algorithm, provider)
                : super.createKeyFactory(algorithm);
    }

    @Override
    public KeyPairGenerator createKeyPairGenerator(String algorithm) throws NoSuchAlgorithmException {
        return has("KeyPairGenerator", algorithm)
                ? KeyPairGenerator.getInstance(algorithm, provider)
                : super.createKeyPairGenerator(algorithm);
    }

    @Override
    public Signature createSignature(String algorithm) throws NoSuchAlgorithmException {
        return has("Signature", algorithm)
                ? Signature.getInstance(algorithm, provider)
                : super.createSignature(algorithm);
    }

    private boolean has(String type, String algorithm) {
        return provider.getService(type, algorithm) != null;
    }
}
