// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

/** What the two users do. A ship-go that dials is never asked: it dials whom it trusts. */
enum Story {
    BOTH_TRUST("both trust"),
    THEY_ASK("they ask their user"),
    WE_ASK("we ask our user"),
    BOTH_ASK_WE_FIRST("both ask, we are approved first"),
    BOTH_ASK_THEY_FIRST("both ask, they are approved first"),
    THEY_REFUSE("they refuse"),
    WE_REFUSE("we refuse"),
    THEY_ASK_LONG("they ask, two prolongations"),
    WE_ASK_LONG("we ask, two prolongations"),
    BOTH_ASK_LONG("both ask, two prolongations each");

    private final String words;

    Story(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether a user takes longer than the time announced first. */
    boolean isLong() {
        return this == THEY_ASK_LONG || this == WE_ASK_LONG || this == BOTH_ASK_LONG;
    }

    /** Whether both users have to be asked. */
    boolean bothAsk() {
        return this == BOTH_ASK_WE_FIRST || this == BOTH_ASK_THEY_FIRST || this == BOTH_ASK_LONG;
    }

    /** Whether it ends in a connection. */
    boolean succeeds() {
        return this != THEY_REFUSE && this != WE_REFUSE;
    }

    /** Whether it exists when the peer dials. */
    boolean fitsADialler() {
        return !bothAsk() && this != THEY_ASK && this != THEY_ASK_LONG;
    }
}
