// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.crypto.Ski;
import io.handfast.hub.app.JsonTree;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request that was let in, its body read.
 *
 * @param parameters of the path
 * @param query of the query
 * @param body its members
 * @param caller who asks
 * @param headers of the request
 */
record Request(
        Map<String, String> parameters,
        Map<String, String> query,
        Map<String, JsonTree.Node> body,
        Caller caller,
        com.sun.net.httpserver.Headers headers) {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern SKI = Pattern.compile("[0-9a-fA-F]{40}");

    /**
     * Who asks.
     *
     * @param session the session it has; empty when it came with the token, or nobody asked for one
     */
    record Caller(Optional<Sessions.Session> session) {
        static final Caller WITHOUT_SESSION = new Caller(Optional.empty());
    }

    /** The device of the path. */
    Ski ski() throws Problem {
        return ski(parameters.getOrDefault("ski", ""));
    }

    static Ski ski(String text) throws Problem {
        if (!SKI.matcher(text).matches()) {
            throw new Problem(RestFailure.SKI, "got " + text.length() + " characters that are none");
        }
        return Ski.parse(text);
    }

    boolean says(String member) {
        return body.containsKey(member);
    }

    /** A text of the body. The text itself is not repeated in a complaint: it may be a secret. */
    String text(String member, int limit) throws Problem {
        if (!(node(member).value() instanceof String text)) {
            throw wrong(member, node(member).kind() + " instead of a text");
        }
        if (text.isEmpty() || text.codePoints().count() > limit) {
            throw wrong(member, "allowed are 1 to " + limit + " characters");
        }
        if (text.codePoints()
                .anyMatch(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT)) {
            throw wrong(member, "it has characters that cannot be read");
        }
        return text;
    }

    /** A whole number of the body. */
    int number(String member, int from, int to) throws Problem {
        if (!(node(member).value() instanceof BigDecimal number)) {
            throw wrong(member, node(member).kind() + " instead of a number");
        }
        boolean inRange =
                number.compareTo(BigDecimal.valueOf(from)) >= 0 && number.compareTo(BigDecimal.valueOf(to)) <= 0;
        if (!inRange || number.stripTrailingZeros().scale() > 0) {
            throw wrong(member, "allowed is a whole number from " + from + " to " + to);
        }
        return number.intValue();
    }

    /** A whole number of the query; empty when it is not there. */
    Optional<Integer> queryNumber(String name, int from, int to) throws Problem {
        String text = query.get(name);
        if (text == null) {
            return Optional.empty();
        }
        int number = WHOLE.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (number < from || number > to) {
            throw new Problem(
                    RestFailure.QUERY, "\"" + name + "\": allowed is a whole number from " + from + " to " + to);
        }
        return Optional.of(number);
    }

    private JsonTree.Node node(String member) throws Problem {
        JsonTree.Node node = body.get(member);
        if (node == null) {
            throw wrong(member, "it is missing");
        }
        return node;
    }

    static Problem wrong(String member, String why) {
        return new Problem(RestFailure.BODY, "\"" + member + "\": " + why).with("member", member);
    }
}
