// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a crawl found altogether. The counts of versions, services and user agents are those of reachable nodes, the
 * largest first.
 *
 * @param known addresses that somebody told of
 * @param visited those that were tried
 * @param reachable those with a completed handshake
 * @param answered those of them that told addresses
 * @param versions nodes by protocol version
 * @param services nodes by their services, a number
 * @param userAgents nodes by user agent
 * @param failures visits by failure code
 */
public record CrawlSummary(
        int known,
        int visited,
        int reachable,
        int answered,
        Map<String, Integer> versions,
        Map<String, Integer> services,
        Map<String, Integer> userAgents,
        Map<String, Integer> failures) {
    static CrawlSummary of(int known, Collection<CrawledNode> visited) {
        List<CrawledNode> reachable =
                visited.stream().filter(CrawledNode::isReachable).toList();
        return new CrawlSummary(
                known,
                visited.size(),
                reachable.size(),
                (int) reachable.stream().filter(node -> node.learnt() > 0).count(),
                said(reachable, said -> Integer.toString(said.protocolVersion())),
                said(reachable, said -> Long.toUnsignedString(said.services().bits())),
                said(reachable, CrawledNode.Said::userAgent),
                count(visited.stream()
                        .flatMap(node -> node.failure().stream())
                        .map(CrawledNode.Failure::code)
                        .toList()));
    }

    private static Map<String, Integer> said(List<CrawledNode> nodes, Function<CrawledNode.Said, String> by) {
        return count(
                nodes.stream().flatMap(node -> node.node().stream()).map(by).toList());
    }

    private static Map<String, Integer> count(List<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        Map<String, Integer> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
