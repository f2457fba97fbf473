// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.peer;

import io.handfast.decred.wire.message.Version;

/**
 * What a node calls its software, in the form of BIP 14 that dcrd uses too:
 * {@code /handfast:0.1.0/monitor:2.1(night; eu)/}.
 *
 * @param text as it is sent
 */
public record UserAgent(String text) {
    /** Nothing but this library. */
    public static final UserAgent HANDFAST = new UserAgent("/").and("handfast", "0.1.0");

    /**
     * Rejects what dcrd does not take: more than 256 bytes, or other characters than printable ASCII.
     *
     * @throws IllegalArgumentException for both; dcrd leaves what is too long out without a word
     */
    public UserAgent {
        boolean printable = text.chars().allMatch(each -> each >= ' ' && each <= '~');
        if (!printable || text.length() > Version.MAX_USER_AGENT_BYTES) {
            throw new IllegalArgumentException("a user agent has at most 256 printable characters, not " + text);
        }
    }

    /**
     * Names what is built on top of the software so far.
     *
     * @param name of the program; without {@code / : ( )}
     * @param version of the program; without them too
     * @param comments anything about it; without them and {@code ;}
     * @return a longer user agent
     * @throws IllegalArgumentException when it becomes too long, or a character would change what it says
     */
    public UserAgent and(String name, String version, String... comments) {
        requirePlain(name);
        requirePlain(version);
        for (String comment : comments) {
            requirePlain(comment);
        }
        String remarks = comments.length == 0 ? "" : "(" + String.join("; ", comments) + ")";
        return new UserAgent(text + name + ":" + version + remarks + "/");
    }

    private static void requirePlain(String part) {
        if (part.isEmpty() || part.chars().anyMatch(each -> "/:();".indexOf(each) >= 0)) {
            throw new IllegalArgumentException(
                    "a part of a user agent without / : ( ) ; is needed, not '" + part + "'");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
