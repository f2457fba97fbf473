// SPDX-License-Identifier: Apache-2.0
/** TLS sessions over blocking sockets, opened by profile. */
module io.handfast.tls {
    requires static transitive org.jspecify;
    requires transitive io.handfast.engine;
    requires transitive io.handfast.crypto;
    requires org.bouncycastle.tls;

    exports io.handfast.tls;
}
