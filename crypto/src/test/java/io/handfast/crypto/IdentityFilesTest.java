// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import static io.handfast.crypto.Certificates.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.handfast.crypto.IdentityException.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityFilesTest {
    private static final Subject SUBJECT = new Subject("DE", "Demo", "Devices", "Hub-1");

    @TempDir
    Path folder = Path.of("");

    private IdentityFiles files = new IdentityFiles(folder, folder);

    @BeforeEach
    void name() {
        files = new IdentityFiles(folder.resolve("certs/ship.crt"), folder.resolve("certs/ship.key"));
    }

    @Test
    void givenNoFiles_whenLoadedTwice_thenCreatedOnce() throws Exception {
        LoadedIdentity first = loadOrCreate();
        LoadedIdentity second = loadOrCreate();

        assertThat(first.created()).isTrue();
        assertThat(second.created()).isFalse();
        assertThat(second.warnings()).isEmpty();
        assertThat(second.identity().ski()).isEqualTo(first.identity().ski());
        assertThat(second.identity().certificate()).isEqualTo(first.identity().certificate());
        assertThat(second.identity().privateKey().getS())
                .isEqualTo(first.identity().privateKey().getS());
        assertThat(mode(files.key())).isEqualTo("rw-------");
        assertThat(mode(files.certificate())).isEqualTo("rw-r--r--");
        assertThat(Files.readString(files.key())).startsWith("-----BEGIN EC PRIVATE KEY-----\n");
        assertThat(Files.readString(files.certificate())).startsWith("-----BEGIN CERTIFICATE-----\n");
        try (var left = Files.list(files.key().getParent())) {
            assertThat(left).hasSize(2);
        }
    }

    @Test
    void givenAnIdentity_whenRenewed_thenKeyAndSkiStayAndTheKeySignsItself() throws Exception {
        NodeIdentity before = loadOrCreate().identity();
        NodeIdentity after = before.renewed(SUBJECT, NOW.plus(Duration.ofDays(3600)), new SecureRandom()::nextBytes);
        assertThat(after.ski()).isEqualTo(before.ski());
        assertThat(after.hasStandardSki()).isTrue();
        assertThat(after.certificate().claimedSki()).contains(before.ski());
        assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
        assertThat(after.certificate().notAfter()).isEqualTo("2046-01-05T12:00:00Z");
        assertThat(NodeIdentity.of(after.certificate(), before.privateKey())).isPresent();
        X509Certificate parsed = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(after.certificate().pem()));
        parsed.verify(parsed.getPublicKey());
    }

    @Test
    void givenOneFileMissing_whenLoaded_thenRefusedAndNothingWritten() throws Exception {
        loadOrCreate();
        byte[] key = Files.readAllBytes(files.key());
        Files.delete(files.certificate());
        assertFails(Kind.ONE_MISSING, "ship.crt is missing");
        assertThat(Files.readAllBytes(files.key())).isEqualTo(key);
        assertThat(files.certificate()).doesNotExist();

        Files.delete(files.key());
        loadOrCreate();
        Files.delete(files.key());
        assertFails(Kind.ONE_MISSING, "ship.key is missing");
        assertThat(files.key()).doesNotExist();
    }

    @Test
    void givenFileThere_whenCreated_thenNotOverwritten() throws Exception {
        loadOrCreate();
        byte[] key = Files.readAllBytes(files.key());
        assertThatThrownBy(() -> files.create(SUBJECT, NOW, Certificates.RANDOM::nextBytes))
                .isInstanceOfSatisfying(
                        IdentityException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_WRITABLE));
        assertThat(Files.readAllBytes(files.key())).isEqualTo(key);
    }

    @Test
    void givenTemporaryFileOfACrash_whenCreated_thenReplaced() throws Exception {
        Files.createDirectories(folder.resolve("certs"));
        Files.writeString(folder.resolve("certs/.ship.key.new"), "half a ke");
        assertThat(loadOrCreate().created()).isTrue();
        assertThat(loadOrCreate().created()).isFalse();
        assertThat(folder.resolve("certs/.ship.key.new")).doesNotExist();
    }

    @Test
    void givenFolderThatCannotBeMade_whenCreated_thenNamed() throws Exception {
        Files.writeString(folder.resolve("certs"), "a file, not a folder");
        assertFails(Kind.NOT_WRITABLE, "ship.key cannot be written");
    }

    @Test
    void givenUnusableCertificates_whenLoaded_thenNamed() throws Exception {
        loadOrCreate();
        assertCertificateFails("", "no CERTIFICATE block");
        assertCertificateFails("-----BEGIN CERTIFICATE-----\nAAAA\n", "PEM text is broken");
        assertCertificateFails(pem("CERTIFICATE", new byte[] {1, 2, 3}), "not an X.509 certificate");
        KeyPair p384 = Certificates.ec("secp384r1");
        assertCertificateFails(
                pem("CERTIFICATE", Certificates.selfSigned(p384, "2.5.29.14", ski("ab"))), "not on the curve P-256");
        KeyPair p256 = Certificates.ec("secp256r1");
        assertCertificateFails(
                pem("CERTIFICATE", Certificates.selfSigned(p256, "", new byte[0])), "no subject key identifier");
    }

    @Test
    void givenUnusableKeys_whenLoaded_thenNamed() throws Exception {
        loadOrCreate();
        assertKeyFails(Kind.BAD_KEY, "", "no EC PRIVATE KEY");
        assertKeyFails(Kind.BAD_KEY, pem("EC PRIVATE KEY", new byte[] {1, 2}), "not a SEC 1 key");
        assertKeyFails(Kind.BAD_KEY, pem("PRIVATE KEY", new byte[] {1, 2}), "not an elliptic curve key");
        assertKeyFails(Kind.BAD_KEY, pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2}), "encrypted");
        byte[] p384 = Certificates.ec("secp384r1").getPrivate().getEncoded();
        assertKeyFails(Kind.BAD_KEY, pem("PRIVATE KEY", p384), "not on the curve P-256");
        byte[] rsa = Certificates.rsa().getPrivate().getEncoded();
        assertKeyFails(Kind.BAD_KEY, pem("PRIVATE KEY", rsa), "not an elliptic curve key");
        byte[] other = Certificates.ec("secp256r1").getPrivate().getEncoded();
        assertKeyFails(Kind.MISMATCH, pem("PRIVATE KEY", other), "is not the key of");
    }

    @Test
    void givenOtherFormats_whenLoaded_thenSameIdentity() throws Exception {
        NodeIdentity identity = loadOrCreate().identity();
        Files.write(files.certificate(), identity.certificate().der());
        Files.writeString(files.key(), pem("PRIVATE KEY", identity.privateKey().getEncoded()));

        assertThat(files.load().identity().ski()).isEqualTo(identity.ski());

        Files.writeString(
                files.key(),
                "text before\n" + pem("EC PARAMETERS", HexFormat.of().parseHex("06082a8648ce3d030107"))
                        + new String(PemFiles.writeKey(identity), StandardCharsets.US_ASCII));
        assertThat(files.load().identity().ski()).isEqualTo(identity.ski());
    }

    @Test
    void givenKeyReadableByOthers_whenLoaded_thenWarned() throws Exception {
        loadOrCreate();
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-r-----"));
        assertThat(files.load().warnings())
                .singleElement()
                .asString()
                .contains("chmod 600")
                .contains("ship.key");
    }

    @Test
    void givenLegacySki_whenLoaded_thenWarned() throws Exception {
        loadOrCreate();
        KeyPair pair = Certificates.ec("secp256r1");
        Files.writeString(
                files.certificate(), pem("CERTIFICATE", Certificates.selfSigned(pair, "2.5.29.14", ski("ab"))));
        Files.writeString(files.key(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));

        LoadedIdentity legacy = files.load();

        assertThat(legacy.identity().ski()).isEqualTo(Ski.parse("ab".repeat(20)));
        assertThat(legacy.identity().hasStandardSki()).isFalse();
        assertThat(legacy.warnings()).singleElement().asString().contains("does not follow from its key");
    }

    private LoadedIdentity loadOrCreate() throws IdentityException {
        return files.loadOrCreate(SUBJECT, NOW, Certificates.RANDOM::nextBytes);
    }

    private void assertFails(Kind kind, String message) {
        assertThatThrownBy(this::loadOrCreate).isInstanceOfSatisfying(IdentityException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e).hasMessageContaining(message).hasMessageContaining(e.remedy());
            assertThat(e.getMessage()).doesNotContain("\n");
            assertThat(e.remedy()).isNotEmpty();
        });
    }

    private void assertCertificateFails(String content, String message) throws Exception {
        Files.writeString(files.certificate(), content);
        assertFails(Kind.BAD_CERTIFICATE, message);
    }

    private void assertKeyFails(Kind kind, String content, String message) throws Exception {
        Files.writeString(files.key(), content);
        assertFails(kind, message);
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }

    private static byte[] ski(String octet) {
        return HexFormat.of().parseHex("0414" + octet.repeat(20));
    }

    private static String mode(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
