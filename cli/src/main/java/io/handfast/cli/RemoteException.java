// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;

/** A running hub could not be told or asked, or refused: exit status 1. */
final class RemoteException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Map<String, Object> members;
    private final String code;
    private final String hint;

    private RemoteException(String code, String detail, String hint, Map<String, Object> members) {
        super(detail);
        this.code = code;
        this.hint = hint;
        this.members = members;
    }

    static RemoteException of(RemoteFailure failure, String detail) {
        return new RemoteException(failure.code(), detail, failure.hint(), Map.of());
    }

    /** What the hub answered: a problem document. */
    static RemoteException of(Map<String, JsonTree.Node> problem) {
        Map<String, Object> more = new LinkedHashMap<>(problem);
        more.keySet().removeAll(java.util.Set.of("type", "title", "code", "detail", "hint"));
        return new RemoteException(
                RemoteHub.text(problem, "code"),
                RemoteHub.text(problem, "detail"),
                RemoteHub.text(problem, "hint"),
                more);
    }

    /** The stable word. */
    String code() {
        return code;
    }

    /** For programs. */
    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("code", code);
        object.put("detail", String.valueOf(getMessage()));
        object.put("hint", hint);
        object.putAll(members);
        return object;
    }

    /** For people. */
    String line(String what) {
        return what + ": " + code + ", " + getMessage() + "; " + hint;
    }
}
