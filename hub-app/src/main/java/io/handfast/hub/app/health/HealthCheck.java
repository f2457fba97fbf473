// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.health;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges a hub's numbers, with the limits of ship-go's production example and in its words, which operators search logs
 * for. {@link #report} is for any thread; {@link #check}, which remembers what was told already, for one.
 */
public final class HealthCheck {
    /** Below this rate, and after so many attempts, something is wrong. */
    private static final int LOW_PERCENT = 80;

    private static final int ENOUGH = 5;
    /** From so many places on that are taken. */
    private static final int NEAR_PERCENT = 80;
    /** Devices live on virtual threads; the operating system's are a few dozen, however many devices there are. */
    private static final int MANY_THREADS = 100;

    private static final long SOON_DAYS = 30;
    /** Told by others, in their own words. */
    private static final Set<Warning> TOLD_ELSEWHERE =
            EnumSet.of(Warning.CERTIFICATE, Warning.FILES, Warning.KNOCKING, Warning.FLAPPING);

    private final Restless restless;
    private final Set<Warning> told = EnumSet.noneOf(Warning.class);

    /**
     * Nothing was told yet.
     *
     * @param restless knows who comes and goes
     */
    public HealthCheck(Restless restless) {
        this.restless = restless;
    }

    /**
     * What is wrong now.
     *
     * @param vitals the numbers of now
     * @return numbers and warnings
     */
    public HealthReport report(Vitals vitals) {
        Map<Warning, String> wrong = new EnumMap<>(Warning.class);
        if (vitals.active() == 0 && vitals.total() > vitals.failed()) {
            wrong.put(Warning.IDLE, "No active connections despite previous activity");
        }
        if (vitals.total() > ENOUGH && vitals.successPercent() < LOW_PERCENT) {
            wrong.put(Warning.SUCCESS, "Low connection success rate: " + vitals.successPercent() + "%");
        }
        if (vitals.taken() * 100L >= vitals.limit() * (long) NEAR_PERCENT) {
            wrong.put(Warning.LIMIT, "Approaching connection limit: " + vitals.taken() + "/" + vitals.limit());
        }
        if (vitals.threads() > MANY_THREADS) {
            wrong.put(Warning.THREADS, "High goroutine count: " + vitals.threads());
        }
        if (vitals.certificateDays() <= SOON_DAYS) {
            wrong.put(Warning.CERTIFICATE, expiry(vitals.certificateDays()));
        }
        if (!vitals.filesWritable()) {
            wrong.put(Warning.FILES, "Files cannot be written, changes of trust are refused");
        }
        restless.warnings().forEach(wrong::put);
        return new HealthReport(vitals, wrong);
    }

    /**
     * The certificate's end, for people.
     *
     * @param days until then
     * @return a sentence without a final stop
     */
    public static String expiry(long days) {
        return "Certificate expires in " + days + " days - consider renewal: handfast hub identity renew --same-key";
    }

    /**
     * What an operator should be told now: each warning once when it begins, and again when it comes back.
     *
     * @param report of now
     * @return sentences
     */
    public List<String> check(HealthReport report) {
        List<String> news = new ArrayList<>();
        told.retainAll(report.warnings().keySet());
        report.warnings().forEach((warning, text) -> {
            if (!TOLD_ELSEWHERE.contains(warning) && told.add(warning)) {
                news.add(text);
            }
        });
        return news;
    }
}
