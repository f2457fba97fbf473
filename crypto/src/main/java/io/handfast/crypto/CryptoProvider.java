// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Who computes signatures and key agreements: Amazon's native library where it is present and healthy (about
 * eight times as fast on P-256), else the JDK. Falling back is silent but visible: {@link #name} and
 * {@link #fallbackReason} belong into the start banner.
 *
 * <p>Nothing is ever registered with {@link java.security.Security}: the choice holds for those who are handed
 * this object and for nobody else in the process. Immutable, safe for use by all threads.
 */
public final class CryptoProvider {
    /** System property that forces a choice: {@code jdk}, or {@code auto}, which is the default. */
    public static final String PROPERTY = "handfast.crypto";

    private final @Nullable Provider nativeProvider;
    private final String name;
    private final @Nullable String fallbackReason;
    private final JcaJceHelper services;

    private CryptoProvider(@Nullable Provider nativeProvider, String name, @Nullable String fallbackReason) {
        this.nativeProvider = nativeProvider;
        this.name = name;
        this.fallbackReason = fallbackReason;
        this.services = nativeProvider == null ? new DefaultJcaJceHelper() : new NativeFirst(nativeProvider);
    }

    /**
     * The best this machine has, unless {@link #PROPERTY} says otherwise. The first call in a process may load
     * the native library and let it check itself, which takes some tens of milliseconds; it never fails.
     *
     * @return the choice
     */
    public static CryptoProvider detect() {
        if ("jdk".equals(System.getProperty(PROPERTY))) {
            return jdk("switched off by the system property " + PROPERTY);
        }
        return switch (NativeProvider.load()) {
            case NativeProvider.Loaded(Provider provider, String version) ->
                new CryptoProvider(provider, version, null);
            case NativeProvider.Missing(String reason) -> jdk(reason);
        };
    }

    /**
     * The JDK alone.
     *
     * @return a choice without native code
     */
    public static CryptoProvider jdk() {
        return jdk("not asked for");
    }

    private static CryptoProvider jdk(String reason) {
        return new CryptoProvider(null, "JDK " + Runtime.version().feature(), reason);
    }

    /**
     * Who computes, for people.
     *
     * @return name and version, such as {@code JDK 25}
     */
    public String name() {
        return name;
    }

    /**
     * Whether the native library computes.
     *
     * @return false when the JDK does
     */
    public boolean isNative() {
        return nativeProvider != null;
    }

    /**
     * Why the native library does not compute.
     *
     * @return a sentence for people without a final stop, empty when it does
     */
    public Optional<String> fallbackReason() {
        return Optional.ofNullable(fallbackReason);
    }

    /**
     * The native library as a provider of the JCA, to be passed to its calls.
     *
     * @return empty when the JDK computes
     */
    public Optional<Provider> nativeProvider() {
        return Optional.ofNullable(nativeProvider);
    }

    /**
     * The choice in the form Bouncy Castle asks for.
     *
     * @return services that come from this choice; what the native library lacks comes from the JDK
     */
    public JcaJceHelper services() {
        return services;
    }
}
