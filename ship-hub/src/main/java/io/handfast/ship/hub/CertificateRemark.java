// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.crypto.NodeCertificate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What is odd about a certificate without being a reason to refuse it (specification 12.1.1: may only warn). */
public enum CertificateRemark {
    /** Its SKI does not follow from its key, and an operator has allowed that: whoever copies the SKI passes too. */
    LEGACY_SKI,
    /** Its last instant is over. */
    EXPIRED,
    /** Its first instant is still to come. */
    NOT_YET_VALID,
    /** It ends within 30 days. */
    ENDS_SOON;

    /**
     * All there is to be said about a certificate.
     *
     * @param certificate one's own, or one that was accepted
     * @param now the time on the wall
     * @return at most one about its dates and one about its SKI
     */
    public static List<CertificateRemark> of(NodeCertificate certificate, Instant now) {
        List<CertificateRemark> remarks = new ArrayList<>();
        if (!certificate.hasStandardSki()) {
            remarks.add(LEGACY_SKI);
        }
        switch (certificate.validity(now)) {
            case EXPIRED -> remarks.add(EXPIRED);
            case NOT_YET_VALID -> remarks.add(NOT_YET_VALID);
            case ENDS_SOON -> remarks.add(ENDS_SOON);
            case CURRENT -> {}
        }
        return List.copyOf(remarks);
    }

    /**
     * The remark in words.
     *
     * @param certificate the one it is about
     * @param now the time on the wall
     * @return the end of a sentence that begins with whose certificate it is, without a final stop
     */
    public String text(NodeCertificate certificate, Instant now) {
        return switch (this) {
            case LEGACY_SKI ->
                "claims an SKI that does not follow from its key (by its key it would be " + certificate.computedSki()
                        + "), as ship-go up to v0.5.0 made them: renew it";
            case EXPIRED -> "expired on " + day(certificate.notAfter()) + ": renew it, or set the clock";
            case NOT_YET_VALID -> "is valid from " + day(certificate.notBefore()) + " only: set the clock";
            case ENDS_SOON ->
                "expires on " + day(certificate.notAfter()) + ", in " + certificate.daysLeft(now)
                        + " days: plan a new one, with which all have to pair again";
        };
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
