// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.engine.Environment;
import io.handfast.hub.app.HubConfiguration;
import io.handfast.hub.app.IdentityRenewal;
import io.handfast.hub.app.StartException;
import io.handfast.ship.hub.discovery.ShipQr;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "renew",
        description = {
            "Renew the identity of a hub that does not run.",
            "--same-key: a new certificate, no device notices. --new-key prepares another SKI beside the current one,",
            "so that devices can be paired with it in advance where they allow that; --switch makes it current."
        },
        footer = {"", "Example: handfast hub identity renew --same-key"})
final class RenewCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    private How how = new How();

    /** One of three. */
    static final class How {
        @Option(names = "--same-key", description = "Only the certificate: SKI and pairings stay.")
        private boolean sameKey;

        @Option(names = "--new-key", description = "Prepare a new key; the current one stays in use.")
        private boolean newKey;

        @Option(names = "--switch", description = "Make the prepared key current, keep the old one aside.")
        private boolean switchOver;

        String done() {
            return switchOver ? "switched" : newKey ? "prepared" : sameKey ? "renewed" : "";
        }
    }

    @Override
    public Integer call() throws StartException {
        HubConfiguration configuration = files.configuration(Optional.empty());
        try (Environment environment = Environment.system()) {
            IdentityRenewal renewal = new IdentityRenewal(configuration, files.base(Optional.empty()), environment);
            String done = how.done();
            IdentityRenewal.Renewed renewed = switch (done) {
                case "renewed" -> renewal.sameKey();
                case "prepared" -> renewal.prepare();
                default -> renewal.switchOver();
            };
            tell(configuration, done, renewed);
            return ExitStatus.DONE;
        }
    }

    private void tell(HubConfiguration configuration, String done, IdentityRenewal.Renewed renewed) {
        String qr =
                ShipQr.of(renewed.identity().ski(), "", configuration.product()).text();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("done", done);
        object.put("ski", renewed.identity().ski().toString());
        object.put("fingerprint", renewed.identity().fingerprint().toString());
        object.put("notAfter", renewed.identity().certificate().notAfter().toString());
        object.put("qr", qr);
        object.put("file", renewed.aside().toString());
        output.tell(object);
        output.say(
                switch (done) {
                    case "renewed" -> "renewed; the old certificate is " + renewed.aside();
                    case "prepared" ->
                        "prepared in " + renewed.aside() + "; the hub goes on with the current key until --switch";
                    default ->
                        "switched; the old certificate is " + renewed.aside()
                                + ", every device has to know the new SKI";
                });
        output.say("SKI          " + renewed.identity().ski());
        output.say("fingerprint  " + renewed.identity().fingerprint());
        output.say("valid until  " + renewed.identity().certificate().notAfter());
        if (!done.equals("renewed")) {
            output.say("QR text      " + qr);
        }
    }
}
