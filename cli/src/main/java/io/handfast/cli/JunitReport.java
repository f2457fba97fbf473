// SPDX-License-Identifier: Apache-2.0
package io.handfast.cli;

import io.handfast.ship.conformance.CaseResult;
import io.handfast.ship.conformance.TraceLine;
import io.handfast.ship.conformance.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Results in the XML that JUnit's Ant task made common and every CI server shows. A case that needs an operator or does
 * not apply counts as skipped.
 */
final class JunitReport {
    private JunitReport() {}

    static String of(String device, Instant at, List<CaseResult> results) {
        long failed = results.stream()
                .filter(result -> result.verdict() instanceof Verdict.Fail)
                .count();
        long skipped = results.stream().filter(JunitReport::isSkipped).count();
        Duration total = results.stream().map(CaseResult::realTime).reduce(Duration.ZERO, Duration::plus);
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuite name=\"").append(escaped("SHIP conformance of " + device));
        xml.append("\" tests=\"").append(results.size());
        xml.append("\" failures=\"").append(failed);
        xml.append("\" errors=\"0\" skipped=\"").append(skipped);
        xml.append("\" time=\"").append(seconds(total));
        xml.append("\" timestamp=\"").append(at.truncatedTo(ChronoUnit.SECONDS)).append("\">\n");
        results.forEach(result -> append(xml, result));
        return xml.append("</testsuite>\n").toString();
    }

    private static void append(StringBuilder xml, CaseResult result) {
        xml.append("  <testcase classname=\"ship.").append(group(result));
        xml.append("\" name=\"")
                .append(escaped(result.shipCase() + ": " + result.shipCase().title()));
        xml.append("\" time=\"").append(seconds(result.realTime())).append("\">\n");
        String detail = escaped(result.verdict().detail());
        switch (result.verdict()) {
            case Verdict.Pass _ -> {}
            case Verdict.Fail(String expected, String got) ->
                xml.append("    <failure type=\"fail\" message=\"")
                        .append(detail)
                        .append("\">")
                        .append(escaped("expected: " + expected + "\ngot: " + got))
                        .append("</failure>\n");
            case Verdict.NeedsOperator _, Verdict.NotApplicable _ ->
                xml.append("    <skipped message=\"")
                        .append(result.verdict().word())
                        .append(": ")
                        .append(detail)
                        .append("\"/>\n");
        }
        String trace = result.trace().stream().map(TraceLine::toString).collect(Collectors.joining("\n"));
        xml.append("    <system-out>").append(escaped(trace)).append("</system-out>\n");
        xml.append("  </testcase>\n");
    }

    private static String group(CaseResult result) {
        return result.shipCase().shortName().toLowerCase(Locale.ROOT).replaceFirst("_\\d+$", "");
    }

    private static boolean isSkipped(CaseResult result) {
        return result.verdict() instanceof Verdict.NeedsOperator || result.verdict() instanceof Verdict.NotApplicable;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }

    /** XML 1.0 has no way at all to write most control characters, so they become a replacement character. */
    static String escaped(String text) {
        StringBuilder xml = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\n', '\t', '\r' -> xml.append("&#").append(point).append(';');
                default -> xml.appendCodePoint(isAllowed(point) ? point : 0xFFFD);
            }
        });
        return xml.toString();
    }

    /** XML 1.0, production 2. */
    private static boolean isAllowed(int point) {
        return (point >= 0x20 && point <= 0xD7FF) || (point >= 0xE000 && point <= 0xFFFD) || point >= 0x10000;
    }
}
