// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.Entropy;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Bytes under a passphrase: Argon2id (RFC 9106) makes the key, AES-256-GCM encrypts and authenticates, the header
 * included, so that nobody weakens its numbers.
 *
 * <pre>
 * 16  "HANDFAST BACKUP\n"          4  Argon2id: memory, KiB
 *  1  version, 1                   4  Argon2id: passes
 *  1  key derivation, 1 Argon2id   1  Argon2id: lanes
 * 16  salt    12  nonce            4  length of what follows: ciphertext and 16 bytes of tag
 * </pre>
 *
 * @param memoryKib how much memory each guess of the passphrase costs
 * @param passes how often it is gone through
 * @param lanes how many threads may share the work
 */
record SealedFile(int memoryKib, int passes, int lanes) {
    private static final byte[] MAGIC = "HANDFAST BACKUP\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int ARGON2ID = 1;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = MAGIC.length + 2 + 9 + SALT_BYTES + NONCE_BYTES + 4;
    /** What a stranger's file may make us take; far above what is written. */
    private static final int MAX_MEMORY_KIB = 1 << 18;

    private static final int MAX_PASSES = 16;
    private static final int MAX_LANES = 4;

    /** 64 MiB, three passes: the second recommendation of RFC 9106, about a second on a small machine. */
    static SealedFile usual() {
        return new SealedFile(1 << 16, 3, 4);
    }

    byte[] seal(byte[] content, char[] passphrase, Entropy entropy) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        entropy.fill(salt);
        entropy.fill(nonce);
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + content.length + TAG_BITS / 8);
        file.put(MAGIC).put((byte) VERSION).put((byte) ARGON2ID);
        file.putInt(memoryKib).putInt(passes).put((byte) lanes);
        file.put(salt).put(nonce).putInt(content.length + TAG_BITS / 8);
        byte[] header = Arrays.copyOf(file.array(), HEADER_BYTES);
        try {
            file.put(
                    cipher(Cipher.ENCRYPT_MODE, passphrase, salt, nonce, header).doFinal(content));
            return file.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    static byte[] open(byte[] file, char[] passphrase) throws BackupException {
        ByteBuffer in = ByteBuffer.wrap(file);
        requireMagic(file);
        if (file.length <= MAGIC.length) {
            throw cutOff(file.length, HEADER_BYTES);
        }
        int version = Byte.toUnsignedInt(in.position(MAGIC.length).get());
        if (version > VERSION) {
            throw new BackupException(
                    BackupFailure.NEWER, "it is of version " + version + ", this program knows " + VERSION);
        }
        if (file.length < HEADER_BYTES) {
            throw cutOff(file.length, HEADER_BYTES);
        }
        int derivation = in.get();
        SealedFile numbers = new SealedFile(in.getInt(), in.getInt(), in.get());
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        in.get(salt).get(nonce);
        int length = in.getInt();
        if (version < VERSION || derivation != ARGON2ID || !numbers.isSane() || length < TAG_BITS / 8) {
            throw new BackupException(BackupFailure.NOT_A_BACKUP, "its header is not that of a backup");
        }
        if (in.remaining() < length) {
            throw cutOff(file.length, HEADER_BYTES + (long) length);
        }
        if (in.remaining() > length) {
            throw new BackupException(BackupFailure.NOT_A_BACKUP, "something follows its end");
        }
        byte[] header = Arrays.copyOf(file, HEADER_BYTES);
        try {
            return numbers.cipher(Cipher.DECRYPT_MODE, passphrase, salt, nonce, header)
                    .doFinal(file, HEADER_BYTES, length);
        } catch (AEADBadTagException e) {
            throw new BackupException(BackupFailure.PASSPHRASE, "the passphrase does not fit", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no AES-GCM", e);
        }
    }

    private static void requireMagic(byte[] file) throws BackupException {
        int shown = Math.min(file.length, MAGIC.length);
        if (shown == 0 || !Arrays.equals(file, 0, shown, MAGIC, 0, shown)) {
            throw new BackupException(BackupFailure.NOT_A_BACKUP, "it does not begin like a backup");
        }
    }

    private static BackupException cutOff(long got, long wanted) {
        return new BackupException(BackupFailure.CUT_OFF, "it has " + got + " bytes of at least " + wanted);
    }

    private boolean isSane() {
        return memoryKib >= 8 * lanes
                && memoryKib <= MAX_MEMORY_KIB
                && passes >= 1
                && passes <= MAX_PASSES
                && lanes >= 1
                && lanes <= MAX_LANES;
    }

    private Cipher cipher(int mode, char[] passphrase, byte[] salt, byte[] nonce, byte[] header)
            throws GeneralSecurityException {
        byte[] key = key(passphrase, salt);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    private byte[] key(char[] passphrase, byte[] salt) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(passphrase));
        byte[] secret = new byte[encoded.remaining()];
        encoded.get(secret);
        encoded.clear().put(new byte[encoded.capacity()]);
        byte[] key = new byte[KEY_BYTES];
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        argon2.generateBytes(secret, key);
        Arrays.fill(secret, (byte) 0);
        return key;
    }
}
