// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class CryptoProviderTest {
    @Test
    void givenThisMachine_whenDetected_thenNothingIsRegisteredForOthers() throws Exception {
        int before = Security.getProviders().length;

        CryptoProvider provider = CryptoProvider.detect();

        assertThat(Security.getProviders()).hasSize(before);
        assertThat(provider.isNative()).isEqualTo(provider.fallbackReason().isEmpty());
        assertThat(provider.isNative()).isEqualTo(provider.nativeProvider().isPresent());
        signAndVerify(provider);
    }

    @Test
    void givenNativeLibraryForThisMachine_whenDetected_thenItComputes() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the native library in the tests is for Linux on x86-64");

        CryptoProvider provider = CryptoProvider.detect();

        assertThat(provider.fallbackReason()).isEmpty();
        assertThat(provider.name()).startsWith("AmazonCorrettoCryptoProvider 2.");
        assertThat(provider.services().createSignature("SHA256withECDSA").getProvider())
                .isSameAs(provider.nativeProvider().orElseThrow());
        assertThat(provider.services()
                        .createCipher("AES/GCM/NoPadding")
                        .getProvider()
                        .getName())
                .isEqualTo("SunJCE");
    }

    @Test
    void givenJdk_whenAsked_thenPlainAndSaysWhy() throws Exception {
        CryptoProvider provider = CryptoProvider.jdk();

        assertThat(provider.isNative()).isFalse();
        assertThat(provider.name()).startsWith("JDK ");
        assertThat(provider.fallbackReason()).contains("not asked for");
        assertThat(provider.services()
                        .createSignature("SHA256withECDSA")
                        .getProvider()
                        .getName())
                .isEqualTo("SunEC");
        signAndVerify(provider);
    }

    @Test
    void givenProperty_whenDetected_thenJdk() {
        System.setProperty(CryptoProvider.PROPERTY, "jdk");
        try {
            assertThat(CryptoProvider.detect().isNative()).isFalse();
            assertThat(CryptoProvider.detect().fallbackReason().orElseThrow()).contains(CryptoProvider.PROPERTY);
        } finally {
            System.clearProperty(CryptoProvider.PROPERTY);
        }
    }

    private static void signAndVerify(CryptoProvider provider) throws Exception {
        KeyPairGenerator generator = provider.services().createKeyPairGenerator("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Signature signature = provider.services().createSignature("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        Signature jdk = Signature.getInstance("SHA256withECDSA");
        jdk.initVerify(pair.getPublic());
        jdk.update((byte) 1);
        assertThat(jdk.verify(signed)).isTrue();
    }
}
