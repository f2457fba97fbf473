// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine.file;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may read a new file, where the file system knows such a thing. The umask can take away more. */
public enum Readers {
    /** Nobody but its owner. */
    OWNER("rw-------"),
    /** Everybody; its owner alone may write. */
    EVERYBODY("rw-r--r--"),
    /** Whomever the umask lets. */
    USUAL("rw-rw-rw-");

    private final String permissions;

    Readers(String permissions) {
        this.permissions = permissions;
    }

    /**
     * What to create a file with, so that it is never open to others, not even for a moment.
     *
     * @param file says which file system
     * @return nothing where there are no such permissions
     */
    public FileAttribute<?>[] attributes(Path file) {
        return DurableFiles.isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
