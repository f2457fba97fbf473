// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.failure.FailureCode;

/** What goes wrong with the address book's file and with seeders. */
public enum AddressFailure implements FailureCode {
    /** The file does not parse; it was moved aside. */
    BOOK_DAMAGED(
            "decred.book.damaged",
            "nothing to do: it was moved aside and a new book is begun; look into the old one if its addresses matter"),
    /** A newer version of the program wrote the file. */
    BOOK_NEWER("decred.book.newer", "update this side, or name another file"),
    /** The file is about another network. */
    BOOK_OF_ANOTHER_NETWORK("decred.book.other-network", "name another file: each network has its own"),
    /** The file is there and cannot be read. */
    BOOK_UNREADABLE("decred.book.unreadable", "make the file readable for this program, or name another one"),
    /** The file cannot be written. */
    BOOK_NOT_STORED(
            "decred.book.not-stored", "free space, or make the folder writable; it is kept in memory and tried again"),
    /** The seeder cannot be reached. */
    SEEDER_UNREACHABLE(
            "decred.seeder.unreachable", "check the network and the seeder's name; others are asked as well"),
    /** The seeder did not answer in time. */
    SEEDER_TIMED_OUT("decred.seeder.timed-out", "try again later; others are asked as well"),
    /** The seeder answered with something else than success. */
    SEEDER_REFUSED("decred.seeder.refused", "try again later; others are asked as well"),
    /** The seeder's answer is not what a seeder sends. */
    SEEDER_MALFORMED(
            "decred.seeder.malformed", "check the seeder's name: something else answers there, or it is faulty"),
    /** The seeder knows nobody. */
    SEEDER_EMPTY("decred.seeder.empty", "ask with fewer conditions, or ask another seeder");

    private final String code;
    private final String hint;

    AddressFailure(String code, String hint) {
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
