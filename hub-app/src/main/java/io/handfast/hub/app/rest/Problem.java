// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/** A request that is not answered as it was meant; told as a problem document. Never repeats a token or a PIN. */
final class Problem extends Exception {
    private static final long serialVersionUID = 1;
    private static final String TYPE = "urn:handfast:failure:";

    private final RestFailure failure;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param failure what
     * @param detail what it was this time, for people
     */
    Problem(RestFailure failure, String detail) {
        super(detail, null, false, false); // an answer, not a defect: its stack is of no use
        this.failure = failure;
    }

    /** Says more for programs. */
    Problem with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    Problem withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    RestFailure failure() {
        return failure;
    }

    Answer answer() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", TYPE + failure.code());
        document.put("title", failure.title());
        document.put("status", failure.status());
        document.put("code", failure.code());
        document.put("detail", String.valueOf(getMessage()));
        document.put("hint", failure.hint());
        document.putAll(members);
        Answer answer = Answer.json(failure.status(), Answer.PROBLEM, document);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }
}
