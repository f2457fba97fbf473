// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/**
 * Whom a certificate names. Nobody judges it; it is for people. Empty parts are left out.
 *
 * @param country two letters, or empty
 * @param organization who made the node
 * @param organizationalUnit what part of them
 * @param commonName by convention {@code model-serial}; not empty
 */
public record Subject(String country, String organization, String organizationalUnit, String commonName) {
    /**
     * Checks the parts that X.509 bounds.
     *
     * @throws IllegalArgumentException when the country is not two letters, or a part is longer than 64
     *     characters, or there is no common name
     */
    public Subject {
        if (!country.matches("([A-Z]{2})?")) {
            throw new IllegalArgumentException("a country has two upper-case letters, got: " + country);
        }
        if (commonName.isEmpty()) {
            throw new IllegalArgumentException("a certificate needs a common name");
        }
        requireShort(organization);
        requireShort(organizationalUnit);
        requireShort(commonName);
    }

    X500Name toX500Name() {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        add(name, BCStyle.C, country);
        add(name, BCStyle.O, organization);
        add(name, BCStyle.OU, organizationalUnit);
        add(name, BCStyle.CN, commonName);
        return name.build();
    }

    private static void add(X500NameBuilder name, ASN1ObjectIdentifier part, String value) {
        if (!value.isEmpty()) {
            name.addRDN(part, value);
        }
    }

    private static void requireShort(String part) {
        if (part.length() > 64) {
            throw new IllegalArgumentException("a part of a subject has at most 64 characters, got: " + part);
        }
    }
}
