// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.decred.address.PeerAddress;
import io.handfast.decred.address.SeenAddress;
import io.handfast.decred.wire.message.Host;
import io.handfast.decred.wire.message.Version;
import io.handfast.engine.Environment;
import io.handfast.engine.HandshakeReport;
import io.handfast.engine.Inbox;
import io.handfast.engine.Scope;
import io.handfast.engine.failure.Cancelled;
import io.handfast.engine.failure.HandshakeException;
import io.handfast.engine.time.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Visits every node of a network that can be found: connects, asks for addresses, hangs up, and goes on with what it was
 * told, a bounded number at a time. What it finds is in the store before anybody hears of it.
 *
 * <p>Lies are bounded: an answer is read up to 1 000 addresses, an address that no node of the public network can have is
 * left out, and so is what goes beyond eight ports of a host, or beyond the limit of all addresses.
 */
public final class Crawl {
    private static final Duration LEAVE = Duration.ofSeconds(10);
    /** Nobody shall make us knock at all ports of somebody else. */
    private static final int MOST_PER_HOST = 8;

    private final Settings settings;
    private final Dial dial;
    private final CrawlStore store;
    private final Listener listener;
    private final Environment environment;
    private final Inbox<Visited> inbox;
    private final Scope visits;
    private final Map<Host, Integer> perHost = new HashMap<>();
    private ArrayDeque<PeerAddress> frontier = new ArrayDeque<>();
    private int underWay;

    /**
     * How to crawl.
     *
     * @param concurrency how many visits at once
     * @param limit how many addresses at most
     * @param publicAlone whether addresses are left out that no node of the public network can have
     * @param onions whether onion services can be dialled
     * @param answerWithin how long a node may take to tell addresses
     */
    public record Settings(int concurrency, int limit, boolean publicAlone, boolean onions, Duration answerWithin) {
        /** Rejects crawls that get nowhere. */
        public Settings {
            if (concurrency < 1 || limit < 1 || !answerWithin.isPositive()) {
                throw new IllegalArgumentException("a crawl that gets nowhere");
            }
        }
    }

    /** Hears of progress on the thread that crawls. */
    public interface Listener {
        /**
         * A visit is over, and stored.
         *
         * @param node what was found
         * @param progress how far it all is
         */
        void visited(CrawledNode node, Progress progress);
    }

    /**
     * How far a crawl is.
     *
     * @param visited addresses that were tried in this round, earlier runs of it included
     * @param known addresses that are known so far
     * @param underWay visits under way
     */
    public record Progress(int visited, int known, int underWay) {}

    private record Visited(CrawledNode node, List<PeerAddress> told, boolean cancelled) {}

    /**
     * A crawl that has not begun.
     *
     * @param settings how to crawl
     * @param dial how nodes are reached
     * @param store what was found so far; belongs to the crawl until it returns
     * @param listener hears of progress
     * @param environment the clock
     */
    public Crawl(Settings settings, Dial dial, CrawlStore store, Listener listener, Environment environment) {
        this.settings = settings;
        this.dial = dial;
        this.store = store;
        this.listener = listener;
        this.environment = environment;
        this.inbox = new Inbox<>(environment.time(), 0);
        this.visits = new Scope("crawl", environment.time());
    }

    /**
     * Crawls, once. Blocks until every address that is known has been visited, or the scope is cancelled; no thread of it
     * is left then.
     *
     * @param first where to begin, besides what the store knows; these may be local addresses
     * @param scope whose cancellation breaks it off; the next crawl with this store goes on from there
     * @return whether it went through to its end
     * @throws CrawlException {@code decred.crawl.unusable} when the store cannot be written
     * @throws InterruptedException when the thread was interrupted
     */
    public boolean run(Collection<PeerAddress> first, Scope scope) throws CrawlException, InterruptedException {
        try (Scope.Registration _ = scope.onCancel(inbox::cancel)) {
            store.begin(environment.time().wallClock());
            store.found(first.stream().limit(settings.limit()).toList());
            frontier = store.unvisited();
            store.known().forEach(address -> perHost.merge(address.host(), 1, Integer::sum));
            boolean whole = visitAll();
            if (whole) {
                store.finish(environment.time().wallClock());
            }
            return whole;
        } finally {
            visits.cancel();
            visits.join(environment.time().in(LEAVE));
        }
    }

    private boolean visitAll() throws CrawlException, InterruptedException {
        startVisits();
        while (underWay > 0) {
            if (!(inbox.await(Deadline.NEVER) instanceof Inbox.Posted<Visited>(Visited visited))) {
                return false;
            }
            underWay--;
            take(visited);
            startVisits();
        }
        return true;
    }

    private void startVisits() {
        while (underWay < settings.concurrency() && !frontier.isEmpty()) {
            PeerAddress address = frontier.poll();
            if (settings.onions() || !address.isOnion()) {
                underWay++;
                visits.start(address.toString(), () -> inbox.post(visit(address)));
            }
        }
    }

    private void take(Visited visited) throws CrawlException {
        if (visited.cancelled()) {
            return;
        }
        List<PeerAddress> fresh = visited.told().stream()
                .distinct()
                .filter(address -> !settings.publicAlone() || address.isRoutable())
                .filter(address -> !store.isKnown(address))
                .filter(this::hasRoomAtItsHost)
                .limit(Math.max(0, settings.limit() - store.knownSize()))
                .toList();
        store.found(fresh);
        store.visited(visited.node());
        frontier.addAll(fresh);
        listener.visited(visited.node(), new Progress(store.nodes().size(), store.knownSize(), underWay));
    }

    /** In simulations all nodes are on one host. */
    private boolean hasRoomAtItsHost(PeerAddress address) {
        return !settings.publicAlone() || perHost.merge(address.host(), 1, Integer::sum) <= MOST_PER_HOST;
    }

    /** On a thread of its own, top to bottom. */
    private Visited visit(PeerAddress address) {
        return switch (dial.dial(address, visits)) {
            case Dial.Failed(HandshakeException why, Optional<Version> version, HandshakeReport report) ->
                new Visited(node(address, version, Optional.of(why), report, 0), List.of(), why instanceof Cancelled);
            case Dial.Reached(Session session, HandshakeReport report) -> {
                List<PeerAddress> told = told(session);
                CrawledNode node = node(address, Optional.of(session.version()), Optional.empty(), report, told.size());
                session.close();
                yield new Visited(node, told, visits.isCancelled());
            }
        };
    }

    /** A node that hangs up instead of answering was reachable all the same. */
    private List<PeerAddress> told(Session session) {
        try {
            return session.askAddresses(environment.time().in(settings.answerWithin())).stream()
                    .map(SeenAddress::address)
                    .toList();
        } catch (HandshakeException _) {
            return List.of();
        }
    }

    private CrawledNode node(
            PeerAddress address,
            Optional<Version> version,
            Optional<HandshakeException> failure,
            HandshakeReport report,
            int learnt) {
        return new CrawledNode(
                address,
                environment.time().wallClock(),
                version.map(said -> new CrawledNode.Said(
                        said.protocolVersion(), said.services(), said.userAgent(), said.lastBlock())),
                failure.map(why -> new CrawledNode.Failure(why.code().code(), why.phase(), why.expected(), why.got())),
                phases(report),
                learnt);
    }

    private static String phases(HandshakeReport report) {
        return report.steps().stream()
                .map(step -> String.format(
                        Locale.ROOT,
                        "%s %.1f",
                        step.phase().phaseName(),
                        step.took().toNanos() / 1e6))
                .collect(Collectors.joining(", "));
    }
}
