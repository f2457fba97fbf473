// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.Ski;
import io.handfast.ship.hub.Address;
import io.handfast.ship.hub.HubEvent;
import io.handfast.ship.hub.TrustStore;
import io.handfast.ship.hub.VisibleDevice;
import io.handfast.ship.hub.discovery.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shall this hub trust a device? It waits meanwhile: the hub asks it for more time. */
record TrustQuestion(Ski ski, HubDesk desk) implements Question {
    @Override
    public List<String> lines() {
        return List.of(
                "",
                "A device asks to be trusted:",
                "  SKI   " + grouped(ski),
                "  says  " + desk.visible(ski).map(TrustQuestion::words).orElse("nothing: it is not seen by discovery"),
                "Compare the SKI with what the device or its app shows; the rest anybody can say.");
    }

    @Override
    public String prompt() {
        return "Trust it? yes or no: ";
    }

    @Override
    public String answers() {
        return "yes or no";
    }

    @Override
    public Optional<String> settledBy(HubEvent.Kind kind) {
        return switch (kind) {
            case FAILED -> Optional.of("it has left before you decided");
            case TRUSTED -> Optional.of("it was decided elsewhere");
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<Reply> answer(String line) {
        return switch (line.toLowerCase(Locale.ROOT)) {
            case "yes", "y" -> Optional.of(trust());
            case "no", "n" -> {
                desk.refuse(ski);
                yield Optional.of(new Reply("refused: it is turned away for the next ten minutes", true));
            }
            default -> Optional.empty();
        };
    }

    private Reply trust() {
        String name = desk.visible(ski).map(VisibleDevice::name).orElse("device " + ski.brief());
        try {
            desk.trust(new TrustStore.TrustedDevice(ski, Optional.empty(), name));
            return new Reply("trusted from now on", true);
        } catch (IOException e) {
            return new Reply("the trust could not be stored, so it still waits: " + e.getMessage(), false);
        }
    }

    /** As devices and people write it: ten groups of four. */
    static String grouped(Ski ski) {
        return ski.hex().replaceAll("(.{4})(?=.)", "$1 ");
    }

    /** What a device says about itself, in one line. */
    static String words(VisibleDevice device) {
        Product product = device.product();
        List<String> words = new ArrayList<>();
        words.add(device.name());
        if (!product.type().isEmpty()) {
            words.add(product.type());
        }
        if (!product.serial().isEmpty()) {
            words.add("serial " + product.serial());
        }
        words.add("SHIP ID " + device.shipId());
        if (!device.addresses().isEmpty()) {
            words.add("at " + device.addresses().stream().map(Address::toString).collect(Collectors.joining(" or ")));
        }
        return String.join(", ", words);
    }
}
