// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import io.handfast.engine.Environment;
import io.handfast.engine.time.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Whether multicast DNS works on each interface: joins the group, asks for a name of nobody, and listens for it. */
final class MulticastCheck {
    private static final String SUBJECT = "multicast";
    private static final String GROUP = "224.0.0.251";
    private static final int PORT = 5353;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int LARGEST_BYTES = 9000;

    private MulticastCheck() {}

    static List<Finding> run(HubConfiguration.Presence presence, Environment environment) {
        List<Finding> findings = new ArrayList<>();
        if (!presence.enabled()) {
            findings.add(Finding.ok(SUBJECT, "switched off by mdns_enabled"));
        }
        try {
            List<LocalInterface> all = LocalInterface.all();
            presence.interfaces().stream()
                    .filter(name -> all.stream().noneMatch(nic -> nic.name().equals(name)))
                    .forEach(name -> findings.add(Finding.warn(
                            "interface", name + " is configured and not there", "check network_interfaces")));
            for (LocalInterface nic : all) {
                findings.add(Finding.ok("interface", nic.name() + ": " + String.join(", ", nic.reachable())));
                if (presence.enabled()) {
                    findings.add(hears(nic, environment));
                }
            }
            if (all.isEmpty()) {
                findings.add(Finding.warn(
                        "interface", "none is up but loopback", "connect this machine to the devices' network"));
            }
        } catch (IOException e) {
            findings.add(Finding.warn("interface", "they cannot be listed: " + e.getMessage(), ""));
        }
        return findings;
    }

    private static Finding hears(LocalInterface nic, Environment environment) {
        String remedy = "open UDP 5353 in the firewall; in a container use the host's network;"
                + " devices can still be named as static_peers";
        try (MulticastSocket socket = new MulticastSocket(PORT)) {
            InetSocketAddress group = new InetSocketAddress(InetAddress.getByName(GROUP), PORT);
            socket.setNetworkInterface(nic.nic());
            socket.joinGroup(group, nic.nic());
            byte[] question = question(environment);
            socket.send(new DatagramPacket(question, question.length, group));
            return isHeard(socket, question, environment)
                    ? Finding.ok(SUBJECT, nic.name() + ": joined " + GROUP + " and heard ourselves")
                    : Finding.warn(SUBJECT, nic.name() + ": joined " + GROUP + " and heard nothing", remedy);
        } catch (IOException e) {
            return Finding.warn(SUBJECT, nic.name() + ": " + e.getMessage(), remedy);
        }
    }

    /** Others talk there as well. */
    private static boolean isHeard(MulticastSocket socket, byte[] question, Environment environment)
            throws IOException {
        Deadline by = environment.time().in(PATIENCE);
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_BYTES], LARGEST_BYTES);
        while (!by.passed(environment.time())) {
            socket.setSoTimeout(
                    (int) Math.max(1, by.remaining(environment.time()).toMillis()));
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException _) {
                return false;
            }
            if (Arrays.equals(question, Arrays.copyOf(packet.getData(), packet.getLength()))) {
                return true;
            }
        }
        return false;
    }

    /** A query for the address of a name that nobody has (RFC 1035 section 4.1). */
    private static byte[] question(Environment environment) {
        byte[] random = new byte[8];
        environment.entropy().fill(random);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : List.of("handfast-doctor-" + HexFormat.of().formatHex(random), "local")) {
            message.write(label.length());
            message.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        message.writeBytes(new byte[] {0, 0, 1, 0, 1});
        return message.toByteArray();
    }
}
