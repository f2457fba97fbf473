// SPDX-License-Identifier: Apache-2.0
package io.handfast.crypto;

import java.util.List;

/**
 * What {@link IdentityFiles} found or made.
 *
 * @param identity who this node is
 * @param created true when there were no files, so that this node is somebody new: every peer has to pair again,
 *     and the caller says so loudly
 * @param warnings sentences for people without a final stop: a key that others may read, an SKI that peers may
 *     refuse
 */
public record LoadedIdentity(NodeIdentity identity, boolean created, List<String> warnings) {
    /** Copies the list. */
    public LoadedIdentity {
        warnings = List.copyOf(warnings);
    }
}
