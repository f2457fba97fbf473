// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop;

/** What the two users of a hub and a live peer do. Who is not asked has decided before. */
enum MatrixStory {
    BOTH_TRUST("both trust"),
    THEY_ASK_US("they ask us, approved"),
    WE_ASK_THEM("we ask them, approved"),
    THEY_REFUSE("they refuse"),
    WE_REFUSE("we refuse"),
    THEY_ASK_US_LATE("they ask us, approved late"),
    WE_ASK_THEM_LATE("we ask them, approved late"),
    THEY_REFUSE_THEN_TRUST("they refuse, then trust"),
    WE_REFUSE_THEN_TRUST("we refuse, then trust");

    private final String words;

    MatrixStory(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether a user takes longer than the time announced, twice. */
    boolean isLate() {
        return this == THEY_ASK_US_LATE || this == WE_ASK_THEM_LATE;
    }

    /** Whether it waits for minutes. */
    boolean isLong() {
        return isLate() || this == THEY_REFUSE_THEN_TRUST || this == WE_REFUSE_THEN_TRUST;
    }

    boolean theyRefuse() {
        return this == THEY_REFUSE || this == THEY_REFUSE_THEN_TRUST;
    }

    boolean weRefuse() {
        return this == WE_REFUSE || this == WE_REFUSE_THEN_TRUST;
    }

    /** Whether it ends in a connection. */
    boolean succeeds() {
        return this != THEY_REFUSE && this != WE_REFUSE;
    }

    /** Whether it is for our user to be asked, where both could. */
    boolean asksUs() {
        return this == THEY_ASK_US || this == THEY_ASK_US_LATE || weRefuse();
    }
}
