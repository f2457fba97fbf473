// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.hub.app.JsonTree;
import io.handfast.hub.app.rest.ConsoleFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A hub that runs on this machine, asked and told through its REST interface. Every call blocks. */
final class RemoteHub {
    private static final int CONNECT_LIMIT_MILLIS = 3_000;
    private static final int ANSWER_LIMIT_MILLIS = 30_000;
    private static final String API = "/api/v1/";

    private final ConsoleFile.Access access;

    private RemoteHub(ConsoleFile.Access access) {
        this.access = access;
    }

    /** The one that runs on a data directory. */
    static RemoteHub of(Path folder) throws RemoteException {
        try {
            Optional<ConsoleFile.Access> access = ConsoleFile.read(folder);
            return new RemoteHub(access.orElseThrow(() -> noHub(folder)));
        } catch (IOException e) {
            throw RemoteException.of(
                    RemoteFailure.NO_HUB, "the address or token of the hub on " + folder + " cannot be read: " + e);
        }
    }

    private static RemoteException noHub(Path folder) {
        return RemoteException.of(RemoteFailure.NO_HUB, "no hub runs on " + folder);
    }

    String address() {
        return access.address();
    }

    Map<String, JsonTree.Node> get(String path) throws RemoteException {
        return call("GET", path, Map.of());
    }

    /** What the hub answers; empty when it is nothing but done. */
    Map<String, JsonTree.Node> call(String method, String path, Map<String, Object> body) throws RemoteException {
        try {
            HttpURLConnection connection = open(method, path, body);
            int status = connection.getResponseCode();
            String answer = read(connection, status);
            if (status < 300) {
                return answer.isEmpty() ? Map.of() : JsonTree.read(answer).members();
            }
            Map<String, JsonTree.Node> problem = JsonTree.read(answer).members();
            if (text(problem, "code").isEmpty()) {
                throw noAnswer("status " + status);
            }
            throw RemoteException.of(problem);
        } catch (ConnectException e) {
            throw RemoteException.of(RemoteFailure.NO_HUB, "nobody listens at " + access.address() + " any more");
        } catch (IOException | JsonTree.NotJson e) {
            throw noAnswer(String.valueOf(e.getMessage()));
        }
    }

    private RemoteException noAnswer(String what) {
        return RemoteException.of(RemoteFailure.NO_ANSWER, access.address() + " answers strangely: " + what);
    }

    private HttpURLConnection open(String method, String path, Map<String, Object> body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(access.address() + API + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_LIMIT_MILLIS);
        connection.setReadTimeout(ANSWER_LIMIT_MILLIS);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Authorization", "Bearer " + access.token());
        connection.setRequestProperty("Connection", "close");
        if (!body.isEmpty()) {
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(JsonTree.line(body).getBytes(StandardCharsets.UTF_8));
            }
        }
        return connection;
    }

    private static String read(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * The SKI of a device that is named by it, by its beginning, or by its name. One that is written in full is taken as
     * it is: the hub may not know it yet.
     */
    String ski(String named) throws RemoteException {
        String digits = named.replaceAll("[\\s:-]", "").toLowerCase(Locale.ROOT);
        if (digits.matches("[0-9a-f]{40}")) {
            return digits;
        }
        Set<String> fitting = new LinkedHashSet<>();
        for (String list : List.of("devices", "discovered")) {
            for (JsonTree.Node device : devices(list)) {
                if (fits(device, named, digits)) {
                    fitting.add(text(device.members(), "ski"));
                }
            }
        }
        if (fitting.size() == 1) {
            return fitting.iterator().next();
        }
        throw fitting.isEmpty()
                ? RemoteException.of(RemoteFailure.NO_DEVICE, "no device is called " + named)
                : RemoteException.of(RemoteFailure.SEVERAL_DEVICES, named + " fits " + String.join(", ", fitting));
    }

    private static boolean fits(JsonTree.Node device, String named, String digits) {
        boolean bySki = digits.length() >= 4
                && digits.matches("[0-9a-f]+")
                && text(device.members(), "ski").startsWith(digits);
        return bySki || text(device.members(), "name").equalsIgnoreCase(named);
    }

    List<JsonTree.Node> devices(String list) throws RemoteException {
        JsonTree.Node node = get(list).get(list);
        return node == null ? List.of() : node.items();
    }

    static String text(Map<String, JsonTree.Node> object, String member) {
        JsonTree.Node node = object.get(member);
        return node == null || node.value() == null ? "" : String.valueOf(node.value());
    }
}
