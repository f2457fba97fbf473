// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

/** What a protocol demands of TLS: versions, suites, certificates and who judges them. Immutable. */
public sealed interface TlsProfile permits ShipProfile {}
