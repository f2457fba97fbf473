// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

/** The cipher suites a profile may name, in the words of the IANA registry. */
public enum CipherSuite {
    /** TLS 1.2, optional in SHIP, offered first: it is the faster and the sounder of the two. */
    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(0xC02B),
    /** TLS 1.2, mandatory in SHIP. */
    TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256(0xC023),
    /** TLS 1.3. */
    TLS_AES_128_GCM_SHA256(0x1301);

    private final int number;

    CipherSuite(int number) {
        this.number = number;
    }

    /**
     * The suite's number.
     *
     * @return as it goes over the wire, 16 bits
     */
    public int number() {
        return number;
    }
}
