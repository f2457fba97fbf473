// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.failure.FailureCode;

/** Why a backup was not written or not restored. */
public enum BackupFailure implements FailureCode {
    /** There is no identity to be backed up. */
    NOTHING("backup.nothing", "start the hub once, or name its folder with --data"),
    /** A file is there that would be overwritten. */
    EXISTS("backup.exists", "name another file or folder, or say --replace to keep the old one aside"),
    /** The file cannot be read or written. */
    FILE("backup.file", "check the path, its permissions and the space on the disk"),
    /** Something else, or a header that no backup has. */
    NOT_A_BACKUP("backup.not-a-backup", "name a file that handfast hub backup has written"),
    /** Written by a newer version of this program. */
    NEWER("backup.newer", "restore it with the version that wrote it, or a newer one"),
    /** The end is missing. */
    CUT_OFF("backup.cut-off", "copy the file again, or take another backup"),
    /** The passphrase is another one, or bytes were changed: the two cannot be told apart. */
    PASSPHRASE("backup.passphrase", "check the passphrase; if it is right the file is damaged: take another backup"),
    /** Decrypted, and yet not what a backup holds. */
    CONTENT("backup.content", "take another backup");

    private final String code;
    private final String hint;

    BackupFailure(String code, String hint) {
        this.code = code;
        this.hint = hint;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String hint() {
        return hint;
    }
}
