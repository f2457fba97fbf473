// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conversation;

import io.handfast.engine.Role;
import io.handfast.ship.scene.ShipScene;
import io.handfast.ship.scene.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What has to be said, gone through and asked for in each conversation. */
final class Expected {
    /** What our application sends. */
    static final String OUR_PAYLOAD = "{'datagram':[{'ours':1}]}";

    /** What theirs sends. */
    static final String THEIR_PAYLOAD = "{'datagram':[{'theirs':1}]}";

    private Expected() {}

    /** All that we say, as {@link ShipScene#said} shows it. */
    static List<String> weSay(Cell cell) {
        Stream<byte[]> hello = Stream.concat(Stream.of(Wire.INIT), ourHellos(cell).stream());
        if (!cell.story().succeeds()) {
            return shown(hello, "close 4452");
        }
        boolean client = cell.ours() == Role.CLIENT;
        Stream<byte[]> rest = Stream.of(
                Wire.SELECT,
                Wire.PIN_NONE,
                Wire.ACCESS_REQUEST,
                Wire.access(client ? "client-1" : "server-1"),
                Wire.data(OUR_PAYLOAD),
                client ? Wire.GOODBYE : Wire.CONFIRM);
        Stream<byte[]> announcement = client ? Stream.of(Wire.ANNOUNCE) : Stream.empty();
        return shown(Stream.of(hello, announcement, rest).flatMap(part -> part), "close 4001");
    }

    private static List<String> shown(Stream<byte[]> messages, String farewell) {
        return Stream.concat(messages.map(Wire::shown), Stream.of(farewell)).toList();
    }

    private static List<byte[]> ourHellos(Cell cell) {
        return switch (cell.story()) {
            case BOTH_TRUST, THEY_ASK -> List.of(Wire.READY);
            case WE_ASK, BOTH_ASK_WE_FIRST -> List.of(Wire.PENDING, Wire.READY);
            // ship-go is in the protocol phase already and takes a ready for a bad announcement (quirk)
            case BOTH_ASK_THEY_FIRST -> List.of(Wire.PENDING);
            case THEY_REFUSE -> List.of(cell.ours() == Role.CLIENT ? Wire.READY : Wire.PENDING);
            case WE_REFUSE -> List.of(Wire.PENDING, Wire.ABORTED);
            case THEY_ASK_LONG -> List.of(Wire.READY, Wire.ready(90_000), Wire.ready(90_000));
            case WE_ASK_LONG -> List.of(Wire.PENDING, Wire.ASK_FOR_MORE, Wire.ASK_FOR_MORE, Wire.READY);
            case BOTH_ASK_LONG ->
                List.of(
                        Wire.PENDING,
                        Wire.pending(90_000),
                        Wire.ASK_FOR_MORE,
                        Wire.pending(90_000),
                        Wire.ASK_FOR_MORE,
                        Wire.READY);
        };
    }

    /** When we ask for more: 15 s before the announced time is over; the newest announces what is truly left. */
    static List<Long> weAsk(Cell cell) {
        boolean weWait = cell.story() == Story.WE_ASK_LONG || cell.story() == Story.BOTH_ASK_LONG;
        long second = cell.generation() == Generation.C ? 105 : 90;
        return weWait ? List.of(45L, second) : List.of();
    }

    /** When they do: 30 s before. */
    static List<Long> theyAsk(Cell cell) {
        boolean theyWait = cell.story() == Story.THEY_ASK_LONG || cell.story() == Story.BOTH_ASK_LONG;
        return theyWait ? List.of(30L, 90L) : List.of();
    }

    /** What our application gets, in order; the newest sends before it has told its SHIP ID. */
    static List<String> weReceive(Cell cell) {
        Stream<String> payloads = cell.generation().accessBesideData()
                ? Stream.of(ModelShipGo.EARLY_PAYLOAD, THEIR_PAYLOAD)
                : Stream.of(THEIR_PAYLOAD);
        return payloads.map(payload -> payload.replace('\'', '"')).toList();
    }

    /** Our phases in ship-go's numbers. */
    static List<Integer> ourStates(Cell cell) {
        boolean client = cell.ours() == Role.CLIENT;
        List<Integer> states = new ArrayList<>(client ? List.of(0, 1, 2, 3, 6) : List.of(0, 4, 5, 6));
        boolean pending = Arrays.equals(ourHellos(cell).getFirst(), Wire.PENDING);
        states.addAll(pending ? List.of(10, 11) : List.of(7, 8));
        switch (cell.story()) {
            case THEY_REFUSE -> states.add(16);
            case WE_REFUSE -> states.addAll(List.of(14, 15));
            default -> {
                if (pending && Arrays.equals(ourHellos(cell).getLast(), Wire.READY)) {
                    states.addAll(List.of(7, 8));
                }
                states.add(13);
                states.addAll(client ? List.of(19, 22, 24) : List.of(18, 20, 21, 25));
                states.addAll(List.of(26, 27, 31, 36, 37, 38));
            }
        }
        return states;
    }

    /** The partner's states, for a ship-go without its repeats. */
    static List<Integer> theirStates(Cell cell) {
        boolean server = cell.ours() == Role.CLIENT;
        List<Integer> states = new ArrayList<>(server ? List.of(4, 5, 6) : List.of(1, 2, 3, 6));
        boolean pending = server && !(cell.story().theirs() instanceof Decision.Trusts);
        states.addAll(pending ? List.of(10, 11) : List.of(7, 8));
        boolean skips = cell.generation().skipsMomentaryStates();
        switch (cell.story()) {
            case THEY_REFUSE -> states.addAll(skips ? List.of(15) : List.of(14, 15));
            case WE_REFUSE -> states.add(16);
            default -> {
                if (pending) {
                    states.addAll(skips ? List.of(8) : List.of(7, 8));
                }
                states.add(13);
                states.addAll(server ? List.of(18, 20, 21, 25) : List.of(19, 22, 24));
                states.addAll(List.of(26, 27, 31, 36, 37, 38));
            }
        }
        return states;
    }
}
