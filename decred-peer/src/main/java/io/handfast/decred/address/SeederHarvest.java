// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.address;

import io.handfast.engine.failure.HandshakeException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of asking all seeders.
 *
 * @param answers addresses by the seeder's name
 * @param failures why the others gave none
 */
public record SeederHarvest(Map<String, List<SeenAddress>> answers, Map<String, HandshakeException> failures) {
    /** Copies both. */
    public SeederHarvest {
        answers = Map.copyOf(answers);
        failures = Map.copyOf(failures);
    }

    /**
     * Puts all of it into a book.
     *
     * @param book on its owner's thread
     * @return how many addresses are new there
     */
    public int into(AddressBook book) {
        int added = 0;
        for (Map.Entry<String, List<SeenAddress>> answer : new TreeMap<>(answers).entrySet()) {
            added += book.learn(answer.getValue(), answer.getKey());
        }
        return added;
    }

    /**
     * The failures in one word each.
     *
     * @return failure codes by the seeder's name
     */
    public Map<String, String> failureCodes() {
        Map<String, String> codes = new TreeMap<>();
        failures.forEach((seeder, why) -> codes.put(seeder, why.code().code()));
        return codes;
    }
}
