// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.ship.message.EebusJson;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one SPINE conversation that demo and simulated devices need: a detailed discovery read and its reply. Not a
 * SPINE stack.
 */
final class Discovery {
    private static final String FUNCTION = "nodeManagementDetailedDiscoveryData";

    private Discovery() {}

    /** A read of the peer's discovery data. */
    static RawJson read(String from, int counter) {
        return datagram(header(from, counter, "read", Optional.empty()), Map.of());
    }

    /** The reply of a simulated device, when the payload is such a read. */
    static Optional<RawJson> reply(RawJson payload, String device, SimulatedDevice.Type type, int counter) {
        return datagramOf(payload).flatMap(datagram -> {
            Map<String, JsonTree.Node> header = member(datagram, "header").members();
            boolean read = "read".equals(member(header, "cmdClassifier").value())
                    && payload.text().contains(FUNCTION);
            if (!read) {
                return Optional.empty();
            }
            Object reference = member(header, "msgCounter").value();
            return Optional.of(datagram(
                    header(device, counter, "reply", Optional.ofNullable(reference)), discoveryData(device, type)));
        });
    }

    /** The entity types that a reply names. */
    static List<String> entities(RawJson payload) {
        List<String> types = new ArrayList<>();
        datagramOf(payload).ifPresent(datagram -> {
            for (JsonTree.Node cmd :
                    member(member(datagram, "payload").members(), "cmd").items()) {
                Map<String, JsonTree.Node> data =
                        member(cmd.members(), FUNCTION).members();
                for (JsonTree.Node entity : member(data, "entityInformation").items()) {
                    Object type = member(member(entity.members(), "description").members(), "entityType")
                            .value();
                    types.add(String.valueOf(type));
                }
            }
        });
        return types;
    }

    private static Optional<Map<String, JsonTree.Node>> datagramOf(RawJson payload) {
        try {
            JsonTree.Node root = JsonTree.read(EebusJson.toStandard(payload).text());
            return Optional.of(member(root.members(), "datagram").members());
        } catch (MalformedMessage | JsonTree.NotJson e) {
            return Optional.empty();
        }
    }

    private static JsonTree.Node member(Map<String, JsonTree.Node> members, String name) {
        return members.getOrDefault(name, new JsonTree.Node(null, 0));
    }

    private static Map<String, Object> header(String from, int counter, String classifier, Optional<Object> reference) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("specificationVersion", "1.3.0");
        header.put("addressSource", address(Optional.of(from)));
        header.put("addressDestination", address(Optional.empty()));
        header.put("msgCounter", BigDecimal.valueOf(counter));
        reference.ifPresent(value -> header.put("msgCounterReference", value));
        header.put("cmdClassifier", classifier);
        return header;
    }

    private static Map<String, Object> address(Optional<String> device) {
        Map<String, Object> address = new LinkedHashMap<>();
        device.ifPresent(name -> address.put("device", name));
        address.put("entity", List.of(0));
        address.put("feature", 0);
        return address;
    }

    private static Map<String, Object> discoveryData(String device, SimulatedDevice.Type type) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("specificationVersionList", Map.of("specificationVersion", List.of("1.3.0")));
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("deviceAddress", Map.of("device", device));
        description.put("deviceType", type.deviceType());
        description.put("networkFeatureSet", "simple");
        data.put("deviceInformation", Map.of("description", description));
        data.put("entityInformation", List.of(entity(0, "DeviceInformation"), entity(1, type.entityType())));
        return data;
    }

    private static Map<String, Object> entity(int number, String type) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("entityAddress", Map.of("entity", List.of(number)));
        description.put("entityType", type);
        return Map.of("description", description);
    }

    private static RawJson datagram(Map<String, Object> header, Map<String, Object> data) {
        Map<String, Object> datagram = new LinkedHashMap<>();
        datagram.put("header", header);
        datagram.put("payload", Map.of("cmd", List.of(Map.of(FUNCTION, data))));
        try {
            return EebusJson.fromStandard(RawJson.parse(JsonTree.line(Map.of("datagram", datagram))));
        } catch (MalformedMessage e) {
            throw new IllegalStateException("bug: our own datagram is no JSON", e);
        }
    }
}
