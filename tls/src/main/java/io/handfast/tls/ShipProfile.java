// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.util.List;
import java.util.Optional;

/**
 * TLS as SHIP wants it (specification 9): TLS 1.2, two suites, P-256, a certificate from either side that nobody
 * but the judge looks at, no resumption, no tickets.
 *
 * @param credentials who we are
 * @param judge who decides about the peer's certificate
 * @param suites what is offered and accepted, in our order; one of TLS 1.3 in it also offers that version
 * @param serverName the name a client dialled, for the SNI extension; empty when it dialled an IP address
 * @param fragmentLimit greatest number of bytes of ours in one record, 1024 by the letter of SHIP 9.2, 16384 as
 *     everybody does it
 */
public record ShipProfile(
        ShipCredentials credentials,
        PeerJudge judge,
        List<CipherSuite> suites,
        Optional<String> serverName,
        int fragmentLimit)
        implements TlsProfile {
    /** What TLS itself allows in one record. */
    public static final int MAX_FRAGMENT_BYTES = 1 << 14;

    private static final List<CipherSuite> SHIP_SUITES = List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException when there is no suite, or the fragment limit is not 1 to 16384
     */
    public ShipProfile {
        suites = List.copyOf(suites);
        if (suites.isEmpty()) {
            throw new IllegalArgumentException("a profile needs a cipher suite");
        }
        if (fragmentLimit < 1 || fragmentLimit > MAX_FRAGMENT_BYTES) {
            throw new IllegalArgumentException("a fragment has 1 to 16384 bytes, got: " + fragmentLimit);
        }
    }

    /**
     * The profile every SHIP node understands.
     *
     * @param credentials who we are
     * @param judge who decides about the peer's certificate, such as a {@link ShipJudge}
     * @return a profile for both roles
     */
    public static ShipProfile of(ShipCredentials credentials, PeerJudge judge) {
        return new ShipProfile(credentials, judge, SHIP_SUITES, Optional.empty(), MAX_FRAGMENT_BYTES);
    }

    /**
     * The same with other suites.
     *
     * @param others what is offered and accepted, in our order
     * @return a profile
     */
    public ShipProfile withSuites(CipherSuite... others) {
        return new ShipProfile(credentials, judge, List.of(others), serverName, fragmentLimit);
    }

    /**
     * The same with another judge.
     *
     * @param other who decides
     * @return a profile
     */
    public ShipProfile withJudge(PeerJudge other) {
        return new ShipProfile(credentials, other, suites, serverName, fragmentLimit);
    }

    /**
     * The same for a client that dials a host.
     *
     * @param host a name, which goes into the SNI extension, or an IP address, which must not
     * @return a profile
     */
    public ShipProfile dialling(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return new ShipProfile(
                credentials, judge, suites, Optional.of(name).filter(HostNames::isSendable), fragmentLimit);
    }

    /**
     * The same with smaller records.
     *
     * @param bytes greatest number of bytes of ours in one record
     * @return a profile
     */
    public ShipProfile withFragmentLimit(int bytes) {
        return new ShipProfile(credentials, judge, suites, serverName, bytes);
    }
}
