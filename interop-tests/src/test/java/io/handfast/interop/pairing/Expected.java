// SPDX-License-Identifier: Apache-2.0
package io.handfast.interop.pairing;

import io.handfast.engine.Role;
import io.handfast.interop.ShipGo;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What has to be said and gone through in each conversation; texts as ship-go reports them, without type bytes. */
final class Expected {
    private static final Pattern WAITING = Pattern.compile("(?<=\"waiting\":)\\d+");
    private static final int ROUND_MILLIS = 10_000;

    private static final String INIT = "ship init";
    private static final String READY = hello("ready", 60_000);
    private static final String PENDING = hello("pending", 60_000);
    private static final String ASK = "{\"connectionHello\":[{\"phase\":\"pending\"},{\"prolongationRequest\":true}]}";
    private static final String ABORTED = "{\"connectionHello\":[{\"phase\":\"aborted\"}]}";
    private static final String SELECT = protocol("select");
    private static final List<String> AFTER_SELECTION = List.of(
            "{\"connectionPinState\":[{\"pinState\":\"none\"}]}",
            "{\"accessMethodsRequest\":[]}",
            "{\"accessMethods\":[{\"id\":\"" + OurSide.SHIP_ID + "\"}]}");

    private Expected() {}

    private static String hello(String phase, int waitingMillis) {
        return "{\"connectionHello\":[{\"phase\":\"" + phase + "\"},{\"waiting\":" + waitingMillis + "}]}";
    }

    private static String protocol(String type) {
        return "{\"messageProtocolHandshake\":[{\"handshakeType\":\"" + type
                + "\"},{\"version\":[{\"major\":1},{\"minor\":0}]},{\"formats\":[{\"format\":[\"JSON-UTF8\"]}]}]}";
    }

    /** Announced waits in full ten seconds: what is announced is what is left. */
    static List<String> rounded(List<String> said) {
        return said.stream()
                .map(text -> WAITING.matcher(text)
                        .replaceAll(found -> Long.toString(
                                Math.round(Double.parseDouble(found.group()) / ROUND_MILLIS) * ROUND_MILLIS)))
                .toList();
    }

    /** What we say until the handshake is complete or has failed. */
    static List<String> weSay(PairingCell cell) {
        Stream<String> hello = Stream.concat(Stream.of(INIT), ourHellos(cell).stream());
        if (!cell.story().succeeds()) {
            return hello.toList();
        }
        Stream<String> protocol = cell.weDial() ? Stream.of(protocol("announceMax"), SELECT) : Stream.of(SELECT);
        return Stream.of(hello, protocol, AFTER_SELECTION.stream())
                .flatMap(part -> part)
                .toList();
    }

    private static List<String> ourHellos(PairingCell cell) {
        return switch (cell.story()) {
            case BOTH_TRUST, THEY_ASK -> List.of(READY);
            case WE_ASK, BOTH_ASK_WE_FIRST -> List.of(PENDING, READY);
            // ship-go is in the protocol phase already and takes a ready for a bad announcement (quirk)
            case BOTH_ASK_THEY_FIRST -> List.of(PENDING);
            case THEY_REFUSE -> List.of(cell.weDial() ? READY : PENDING);
            case WE_REFUSE -> List.of(PENDING, ABORTED);
            case THEY_ASK_LONG -> List.of(READY, hello("ready", 90_000), hello("ready", 90_000));
            case WE_ASK_LONG -> List.of(PENDING, ASK, ASK, READY);
            case BOTH_ASK_LONG -> List.of(PENDING, hello("pending", 90_000), ASK, hello("pending", 90_000), ASK, READY);
        };
    }

    /** ship-go's states, from its first to its last; the newest leaves two momentary ones out after a decision. */
    static List<Integer> theirStates(PairingCell cell) {
        List<Integer> states = new ArrayList<>(cell.weDial() ? List.of(4, 5, 6) : List.of(1, 2, 3, 6));
        boolean newest = cell.library() == ShipGo.V2026;
        boolean pending = cell.weDial() && !cell.theyTrust();
        states.addAll(pending ? List.of(10, 11) : List.of(7, 8));
        switch (cell.story()) {
            case THEY_REFUSE -> states.addAll(newest ? List.of(15) : List.of(14, 15));
            case WE_REFUSE -> states.add(16);
            default -> {
                if (pending) {
                    states.addAll(newest ? List.of(8) : List.of(7, 8));
                }
                states.add(13);
                states.addAll(cell.weDial() ? List.of(18, 20, 21, 25) : List.of(19, 19, 22, 24));
                states.addAll(List.of(26, 26, 27, 31, 36, 37, 38));
            }
        }
        return states;
    }

    /** Our phases, from first to last, in ship-go's numbers. */
    static List<Integer> ourStates(PairingCell cell) {
        Role role = cell.weDial() ? Role.CLIENT : Role.SERVER;
        List<Integer> states = new ArrayList<>(role == Role.CLIENT ? List.of(0, 1, 2, 3, 6) : List.of(0, 4, 5, 6));
        boolean pending = ourHellos(cell).getFirst().equals(PENDING);
        states.addAll(pending ? List.of(10, 11) : List.of(7, 8));
        switch (cell.story()) {
            case THEY_REFUSE -> states.add(16);
            case WE_REFUSE -> states.addAll(List.of(14, 15));
            default -> {
                if (ourHellos(cell).size() > 1 && pending) {
                    states.addAll(List.of(7, 8));
                }
                states.add(13);
                states.addAll(role == Role.CLIENT ? List.of(19, 22, 24) : List.of(18, 20, 21, 25));
                states.addAll(List.of(26, 27, 31, 36, 37, 38));
            }
        }
        return states;
    }
}
