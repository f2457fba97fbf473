// SPDX-License-Identifier: Apache-2.0
package io.handfast.tls;

import java.util.regex.Pattern;

/** Which names may stand in the SNI extension. */
final class HostNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");
    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

    private HostNames() {}

    /** RFC 6066 3: names in ASCII, no IP addresses. */
    static boolean isSendable(String host) {
        return host.length() <= 253
                && NAME.matcher(host).matches()
                && !IPV4.matcher(host).matches();
    }
}
