// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.message;

import io.handfast.engine.failure.FailureCode;

/** What is wrong with the bytes of a SHIP message. */
public enum MessageFault implements FailureCode {
    /** No type byte, or nothing after it. */
    EMPTY("ship.message.empty", "the peer's software is faulty: report it to its maker"),
    /** More bytes than a message, or a member's name, may have. */
    TOO_LARGE("ship.message.too-large", "ask the peer for less at a time, or report it to its maker"),
    /** Not the one connection mode initialisation there is. */
    BAD_INIT("ship.message.bad-init", "check that the peer speaks SHIP on this port"),
    /** Not UTF-8, or with a byte order mark. */
    NOT_UTF8("ship.message.not-utf8", "the peer's software is faulty: report it to its maker"),
    /** Not one JSON value and nothing else. */
    NOT_JSON("ship.message.not-json", "the peer's software is faulty: report it to its maker"),
    /** Nested more deeply than anything useful. */
    TOO_DEEP("ship.message.too-deep", "the peer's software is faulty: report it to its maker"),
    /** Not an object with exactly one member, or one that has no place here. */
    BAD_ROOT("ship.message.bad-root", "the peer's software is faulty: report it to its maker"),
    /** The same member twice. */
    DUPLICATE_MEMBER("ship.message.duplicate-member", "the peer's software is faulty: report it to its maker"),
    /** A mandatory member is absent. */
    MISSING_MEMBER("ship.message.missing-member", "the peer's software is faulty: report it to its maker"),
    /** A member where none may be. */
    UNEXPECTED_MEMBER("ship.message.unexpected-member", "the peer's software is faulty: report it to its maker"),
    /** A text instead of a number, a list instead of an object, and the like. */
    WRONG_KIND("ship.message.wrong-kind", "the peer's software is faulty: report it to its maker"),
    /** A number, a word or a PIN that is not among the allowed ones. */
    OUT_OF_RANGE("ship.message.out-of-range", "the peer's software is faulty or newer: update this side"),
    /** A message under the type byte of another one; only in strict mode. */
    WRONG_TYPE_BYTE("ship.message.wrong-type-byte", "read leniently, or report it to the peer's maker");

    private final String code;
    private final String hint;

    MessageFault(String code, String hint) {
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
