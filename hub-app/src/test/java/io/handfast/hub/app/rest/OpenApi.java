// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.handfast.hub.app.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The document that describes the interface, as a judge of what the interface really says. */
final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Map<String, JsonTree.Node> document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    OpenApi() {
        try (InputStream in = RestServer.class.getResourceAsStream("openapi.json")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            document = JsonTree.read(text).members();
        } catch (IOException | JsonTree.NotJson e) {
            throw new AssertionError(e);
        }
    }

    /** Method and path of each operation. */
    Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        paths().forEach((path, item) -> item.members().keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        return operations;
    }

    private Map<String, JsonTree.Node> paths() {
        return member(document, "paths").members();
    }

    /** What the body of a request may say. */
    Set<String> members(String method, String path) {
        JsonTree.Node body = operation(method, path).members().get("requestBody");
        return body == null
                ? Set.of()
                : member(
                                schemaOf(member(body.members(), "content"), "application/json")
                                        .members(),
                                "properties")
                        .members()
                        .keySet();
    }

    Set<String> statuses(String method, String path) {
        return member(operation(method, path).members(), "responses").members().keySet();
    }

    private JsonTree.Node operation(String method, String path) {
        return member(member(paths(), path).members(), method.toLowerCase(java.util.Locale.ROOT));
    }

    /** What is wrong with an answer; empty when it is as described. */
    List<String> judge(String method, String path, HttpText.Response response) {
        Map<String, JsonTree.Node> responses =
                member(operation(method, path).members(), "responses").members();
        JsonTree.Node described = responses.get(Integer.toString(response.status()));
        if (described == null) {
            return List.of(method + " " + path + " answers " + response.status() + ", which is not described");
        }
        Map<String, JsonTree.Node> answer = resolved(described).members();
        JsonTree.Node content = answer.get("content");
        if (content == null) {
            return response.body().isEmpty() ? List.of() : List.of("no body is described: " + response.body());
        }
        String type = response.header("Content-Type");
        return content.members().containsKey(type)
                ? judge(schemaOf(content, type), type, response.body())
                : List.of("type " + type + " is not described for " + response.status());
    }

    private List<String> judge(JsonTree.Node schema, String type, String body) {
        if (!type.endsWith("json")) {
            return List.of();
        }
        return errors(JsonTree.line(schema), schema, body);
    }

    /** What is wrong with a value of a named schema. */
    List<String> judge(String name, String json) {
        JsonTree.Node reference =
                new JsonTree.Node(Map.of("$ref", new JsonTree.Node("#/components/schemas/" + name, 0)), 0);
        return errors(name, reference, json);
    }

    private List<String> errors(String key, JsonTree.Node schema, String json) {
        Schema compiled = schemas.computeIfAbsent(key, _ -> {
            Map<String, Object> whole = new LinkedHashMap<>(schema.members());
            whole.put("components", member(document, "components"));
            return REGISTRY.getSchema(JsonTree.line(whole));
        });
        return compiled.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private JsonTree.Node resolved(JsonTree.Node node) {
        JsonTree.Node reference = node.members().get("$ref");
        if (reference == null) {
            return node;
        }
        JsonTree.Node found = new JsonTree.Node(document, 0);
        for (String part : String.valueOf(reference.value()).substring(2).split("/", -1)) {
            found = member(found.members(), part);
        }
        return found;
    }

    private static JsonTree.Node schemaOf(JsonTree.Node content, String type) {
        return member(member(content.members(), type).members(), "schema");
    }

    private static JsonTree.Node member(Map<String, JsonTree.Node> members, String name) {
        return Optional.ofNullable(members.get(name))
                .orElseThrow(() -> new AssertionError("no " + name + " in the document"));
    }
}
