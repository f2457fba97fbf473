// SPDX-License-Identifier: Apache-2.0
/** Keys, certificates, identities and the choice of the provider that computes with them. */
module io.handfast.crypto {
    requires static transitive org.jspecify;
    requires transitive org.bouncycastle.provider;
    requires io.handfast.engine;
    requires org.bouncycastle.pkix;

    exports io.handfast.crypto;
}
