// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub.pairing;

import io.handfast.ship.hub.discovery.PairingRecord;
import io.handfast.ship.hub.discovery.PairingSecret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over a pairing record (SHIP Pairing Service): its key is the secret, and behind it the nonce's bytes. */
final class PairingDigest {
    static final String ALGORITHM = "hmacSha256";
    static final int SIZE_BYTES = 32;

    private static final String MAC = "HmacSHA256";

    private PairingDigest() {}

    /**
     * The digest of a record, its own digest aside.
     *
     * @throws IllegalArgumentException when the nonce is not hexadecimal
     */
    static byte[] of(PairingSecret secret, PairingRecord record) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.writeBytes(secret.bytes());
        key.writeBytes(HexFormat.of().parseHex(record.trustNonce()));
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.toByteArray(), MAC));
            return mac.doFinal(record.signedText().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + MAC, e);
        }
    }

    /** The record with its digest, in upper case: ship-go's DNS-SD drops others. */
    static PairingRecord sign(PairingSecret secret, PairingRecord record) {
        return record.withDigest(HexFormat.of().withUpperCase().formatHex(of(secret, record)));
    }
}
