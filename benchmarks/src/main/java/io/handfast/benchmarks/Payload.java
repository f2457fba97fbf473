// SPDX-License-Identifier: Apache-2.0
package io.handfast.benchmarks;

import java.util.Locale;

/** Datagrams of the kind a meter sends: a list of measurements, all members of different kinds. */
final class Payload {
    private static final String HEAD = """
            {"datagram":{"header":{"specificationVersion":"1.3.0","addressSource":{"device":"d:_i:meter-1",\
            "entity":[1,2],"feature":3},"addressDestination":{"device":"d:_i:hub-1","entity":[1],"feature":7},\
            "msgCounter":4711,"cmdClassifier":"notify"},"payload":{"cmd":[{"measurementListData":{"measurementData":[""";
    private static final String TAIL = "]},\"function\":\"measurementListData\"}]}}}";

    private Payload() {}

    /**
     * A payload in ordinary JSON.
     *
     * @param bytes about its size; at most the size of one measurement (some 130 bytes) less
     */
    static String ordinary(int bytes) {
        StringBuilder text = new StringBuilder(HEAD);
        for (int id = 0; ; id++) {
            String next = String.format(
                    Locale.ROOT,
                    "%s{\"measurementId\":%d,\"valueType\":\"value\",\"timestamp\":\"2026-11-21T00:%02d:%02dZ\","
                            + "\"value\":{\"number\":%d,\"scale\":-1},\"valueSource\":\"measuredValue\"}",
                    id == 0 ? "" : ",",
                    id,
                    id / 60 % 60,
                    id % 60,
                    23_000 + id);
            if (id > 0 && text.length() + next.length() + TAIL.length() > bytes) {
                return text.append(TAIL).toString();
            }
            text.append(next);
        }
    }
}
