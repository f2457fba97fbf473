// SPDX-License-Identifier: Apache-2.0
package io.handfast.ship.conformance;

import io.handfast.ship.message.Data;
import io.handfast.ship.message.MalformedMessage;
import io.handfast.ship.message.RawJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much SPINE as the cases need: a read that every device answers, and which answer belongs to it. */
final class Spine {
    private static final Pattern COUNTER = Pattern.compile("\"msgCounter\"\\s*:\\s*(\\d+)");
    private static final Pattern IS_READ = Pattern.compile("\"cmdClassifier\"\\s*:\\s*\"read\"");

    private Spine() {}

    /** A read of the detailed discovery of the node management. */
    static Data read(int counter) {
        return datagram("{\"msgCounter\":" + counter + "},{\"cmdClassifier\":\"read\"}");
    }

    /** An empty answer to a read of the device's. */
    static Data replyTo(Data read) {
        Matcher counter = COUNTER.matcher(read.payload().text());
        String reference = counter.find() ? counter.group(1) : "0";
        return datagram(
                "{\"msgCounter\":1000},{\"msgCounterReference\":" + reference + "},{\"cmdClassifier\":\"reply\"}");
    }

    static boolean isRead(Data data) {
        return IS_READ.matcher(data.payload().text()).find();
    }

    static boolean answers(Data data, int counter) {
        return Pattern.compile("\"msgCounterReference\"\\s*:\\s*" + counter + "(?!\\d)")
                .matcher(data.payload().text())
                .find();
    }

    private static Data datagram(String header) {
        try {
            return Data.spine(RawJson.parse(
                    "{\"datagram\":[{\"header\":[{\"specificationVersion\":\"1.3.0\"},{\"addressSource\":[{\"device\":\"d:_n:"
                            + Conversation.SHIP_ID + "\"},{\"entity\":[0]},{\"feature\":0}]},"
                            + "{\"addressDestination\":[{\"entity\":[0]},{\"feature\":0}]}," + header
                            + "]},{\"payload\":[{\"cmd\":[[{\"nodeManagementDetailedDiscoveryData\":[]}]]}]}]}"));
        } catch (MalformedMessage e) {
            throw new IllegalStateException("bug: the tester's own datagram", e);
        }
    }
}
