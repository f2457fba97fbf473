// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.crypto.CryptoProvider;
import io.handfast.engine.Environment;
import io.handfast.hub.app.Doctor;
import io.handfast.hub.app.Finding;
import io.handfast.hub.app.StartException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        description = "Look what works on this machine, what does not, and why. Changes nothing.",
        footer = {"", "Example: handfast doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private Output output = new Output();

    @Mixin
    private DataOptions files = new DataOptions();

    @Override
    public Integer call() throws StartException {
        try (Environment environment = Environment.system()) {
            Doctor doctor =
                    new Doctor(files.configuration(Optional.empty()), files.base(Optional.empty()), environment);
            List<Finding> findings = doctor.examine(CryptoProvider.detect());
            boolean well = findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.FAIL);
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("ok", well);
            object.put("findings", findings.stream().map(DoctorCommand::json).toList());
            output.tell(object);
            findings.stream().map(DoctorCommand::line).forEach(output::say);
            output.say(well ? "a hub can run here" : "a hub cannot run here: see fail");
            return well ? ExitStatus.DONE : ExitStatus.FAILED;
        }
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("subject", finding.subject());
        object.put("verdict", finding.verdict().word());
        object.put("text", finding.text());
        object.put("remedy", finding.remedy());
        return object;
    }

    private static String line(Finding finding) {
        String remedy = finding.remedy().isEmpty() ? "" : "; " + finding.remedy();
        String verdict = finding.verdict().word();
        return String.format(Locale.ROOT, "%-4s  %-9s  %s%s", verdict, finding.subject(), finding.text(), remedy);
    }
}
