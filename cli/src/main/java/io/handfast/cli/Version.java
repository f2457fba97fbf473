// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.hub.app.Release;
import java.util.LinkedHashMap;
import java.util.Map;

/** What runs, on what, with which cryptography. */
final class Version {
    static final String NUMBER = Release.VERSION;

    private Version() {}

    static String banner(CryptoProvider provider) {
        return "handfast " + NUMBER + ", Java " + System.getProperty("java.version") + ", cryptography: "
                + provider.name()
                + provider.fallbackReason()
                        .map(why -> " (no native provider: " + why + ")")
                        .orElse("");
    }

    static Map<String, Object> json(CryptoProvider provider) {

        Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", NUMBER);
        object.put("java", System.getProperty("java.version"));
        object.put("crypto", provider.name());
        object.put("native", provider.isNative());
        provider.fallbackReason().ifPresent(why -> object.put("fallbackReason", why));
        return object;
    }
}
