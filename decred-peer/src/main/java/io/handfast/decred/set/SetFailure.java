// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.set;

import io.handfast.engine.failure.FailureCode;

/** What goes wrong with a node that a set or a crawl has reached. */
public enum SetFailure implements FailureCode {
    /** The node does not offer what the set is for. */
    SERVICES_MISSING("decred.set.services-missing", "nothing to do: other nodes are tried"),
    /** The connection was ended because this side bans the node. */
    BANNED("decred.set.banned", "nothing to do: the reason stands beside the ban, which ends by itself"),
    /** A crawl's file does not parse. */
    STORE_DAMAGED("decred.crawl.damaged", "it was moved aside and a new one is begun: look into the old one"),
    /** A newer version of the program wrote a crawl's file, or it is about another network. */
    STORE_FOREIGN("decred.crawl.foreign", "name another file: each network has its own"),
    /** A crawl's file cannot be read or written. */
    STORE_UNUSABLE("decred.crawl.unusable", "free space, make the file and its folder writable, or name another one"),
    /** A crawl has nobody to begin with, or nobody tells of a node to ask. */
    NO_ADDRESSES(
            "decred.crawl.no-addresses",
            "name nodes or seeders with --seed: simnet and regnet have no seeders, and elsewhere they may be out of reach"),
    /** A crawl has reached no node at all, or none of those that seeders tell of answers. */
    NOBODY_REACHED(
            "decred.crawl.nobody-reached",
            "check the network between, and --network: the output says what became of each address");

    private final String code;
    private final String hint;

    SetFailure(String code, String hint) {
        this.code = code;
        this.hint = hint;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String hint() {
        return hint;
    }
}
