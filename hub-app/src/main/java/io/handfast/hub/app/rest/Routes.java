// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All routes. A path fits one form only, so their order does not matter. */
final class Routes {
    /** Nothing here needs more than these; what is encoded is somebody's attempt to be clever. */
    private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9._-]*)+");

    /**
     * A route that fits.
     *
     * @param route which
     * @param parameters what stands at the places in braces
     */
    record Match(Route route, Map<String, String> parameters) {}

    private final List<Route> all;

    Routes(List<Route> all) {
        this.all = List.copyOf(all);
    }

    List<Route> all() {
        return all;
    }

    Match find(String method, String rawPath) throws Problem {
        if (!PLAIN.matcher(rawPath).matches()) {
            throw new Problem(RestFailure.PATH, "paths here have letters, digits and . _ - only");
        }
        List<String> parts = List.of(rawPath.split("/", -1));
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : all) {
            Optional<Map<String, String>> parameters = fit(route.parts(), parts);
            if (parameters.isPresent() && route.method().equals(method)) {
                return new Match(route, parameters.get());
            }
            parameters.ifPresent(_ -> allowed.add(route.method()));
        }
        if (allowed.isEmpty()) {
            throw new Problem(RestFailure.PATH, "no such path");
        }
        String allow = String.join(", ", new ArrayList<>(allowed));
        throw new Problem(RestFailure.METHOD, "allowed here: " + allow).withHeader("Allow", allow);
    }

    private static Optional<Map<String, String>> fit(List<String> pattern, List<String> parts) {
        if (pattern.size() != parts.size()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String wanted = pattern.get(i);
            if (wanted.startsWith("{") && !parts.get(i).isEmpty()) {
                parameters.put(wanted.substring(1, wanted.length() - 1), parts.get(i));
            } else if (!wanted.equals(parts.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}
