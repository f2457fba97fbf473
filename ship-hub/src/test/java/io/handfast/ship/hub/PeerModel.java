// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.hub;

import io.handfast.engine.Role;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.ship.message.MalformedMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Another stack at the other end, as far as double connections go: judges each connection when its upgrade is done,
 * dials again some seconds after it has none.
 */
final class PeerModel {
    /** Which of two connections goes at once. */
    enum Rule {
        /** ship-go up to mid 2026: the one stays that the bigger SKI dialled. */
        INITIATOR,
        /** ship-go later: the newest stays, whoever is bigger. */
        NEWEST,
        /** jEEBus: the bigger cancels the new one, the smaller waits. */
        OLDEST_AT_BIGGER,
        /** EEBUS.Net: the newest one that came in stays. */
        NEWEST_INCOMING,
        /** openeebus: the first stays, the second one is upgraded and ended. */
        FIRST;

        /** Empty when both stay for now. */
        Optional<Talk> loser(Talk old, Talk fresh, boolean bigger) {
            return switch (this) {
                case INITIATOR -> Optional.of((fresh.role() == Role.CLIENT) == bigger ? old : fresh);
                case NEWEST -> Optional.of(old);
                case OLDEST_AT_BIGGER -> bigger ? Optional.of(fresh) : Optional.empty();
                case NEWEST_INCOMING -> Optional.of(fresh.role() == Role.SERVER ? old : fresh);
                case FIRST -> Optional.of(fresh);
            };
        }
    }

    private final HubScene scene;
    private final ScriptedNode node;
    private final VirtualHub hub;
    private final Rule rule;
    private final List<Talk> open = new ArrayList<>();
    private int dials;
    private boolean off;

    PeerModel(HubScene scene, char digit, VirtualHub hub, Rule rule) {
        this.scene = scene;
        this.node = scene.node(digit);
        this.hub = hub;
        this.rule = rule;
        node.answering(this::judged);
    }

    ScriptedNode node() {
        return node;
    }

    int dials() {
        return dials;
    }

    /** Connections it has. */
    List<Talk> open() {
        return open;
    }

    /** Dials now, and every 12 s while it has no connection. */
    void start() {
        scene.time().enrol("model", () -> {
            while (!off) {
                if (open.isEmpty()) {
                    dial();
                }
                scene.time().pass(Duration.ofSeconds(12));
            }
        });
    }

    void stop() {
        off = true;
        node.vanish();
    }

    private void dial() {
        dials++;
        try {
            node.dial(hub, this::judged);
        } catch (HandshakeException _) {
            // it tries again
        }
    }

    private void judged(Talk fresh) throws IOException {
        Optional<Talk> loser = open.isEmpty()
                ? Optional.empty()
                : rule.loser(
                        open.getLast(),
                        fresh,
                        node.ski().toString().compareTo(hub.ski().toString()) > 0);
        if (loser.isPresent() && loser.get() == fresh) {
            fresh.leave(1000, "double connection");
            return;
        }
        loser.ifPresent(old -> {
            open.remove(old);
            old.leave(4001, "double connection");
        });
        open.add(fresh);
        try {
            fresh.complete().stay();
        } finally {
            open.remove(fresh);
        }
    }

    /** Says something on its only connection. */
    void say() throws IOException, MalformedMessage {
        open.getFirst().say(2, "{'data':[{'header':[{'protocolId':'ee1.0'}]},{'payload':{'n':7}}]}");
    }
}
