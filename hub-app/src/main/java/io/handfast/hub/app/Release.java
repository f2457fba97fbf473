// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

/** Which Handfast this is. */
public final class Release {
    /** As in the poms. */
    public static final String VERSION = "0.1.0";

    private Release() {}
}
