// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/** Finds AmazonCorrettoCryptoProvider by reflection: it is an optional dependency and exists for few platforms. */
final class NativeProvider {
    private static final String CLASS_NAME = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private NativeProvider() {}

    /** What the search came to. */
    sealed interface Search {}

    /** The library works. */
    record Loaded(Provider provider, String version) implements Search {}

    /** There is none, or it does not work here. */
    record Missing(String reason) implements Search {}

    static Search load() {
        try {
            Class<?> type = Class.forName(CLASS_NAME);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            Throwable loadingError =
                    (Throwable) type.getMethod("getLoadingError").invoke(provider);
            if (loadingError != null) {
                return new Missing("the native library does not load: " + firstLine(loadingError));
            }
            Object status = type.getMethod("runSelfTests").invoke(provider);
            if (!"PASSED".equals(String.valueOf(status))) {
                return new Missing("the native library's self-check says " + status);
            }
            return new Loaded(provider, provider.getName() + " " + provider.getVersionStr());
        } catch (ClassNotFoundException e) {
            return new Missing("the native library is not installed");
        } catch (InvocationTargetException e) {
            return new Missing("the native library's self-check failed: " + firstLine(e.getCause()));
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            return new Missing("the native library is not usable: " + firstLine(e));
        }
    }

    private static String firstLine(@Nullable Throwable error) {
        String text = String.valueOf(error);
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
