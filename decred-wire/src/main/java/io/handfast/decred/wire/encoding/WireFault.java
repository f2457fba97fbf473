// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.encoding;

/** What is wrong with a frame or a message. The codes are those of dcrd's wire package, and a few that it lacks. */
public enum WireFault {
    /** A number in more bytes than it needs. */
    NON_CANONICAL_VAR_INT("decred.wire.non-canonical-varint", "ErrNonCanonicalVarInt"),
    /** A text above its limit. */
    VAR_STRING_TOO_LONG("decred.wire.var-string-too-long", "ErrVarStringTooLong"),
    /** Bytes above their limit. */
    VAR_BYTES_TOO_LONG("decred.wire.var-bytes-too-long", "ErrVarBytesTooLong"),
    /** A command of more than 12 bytes, to be sent. */
    CMD_TOO_LONG("decred.wire.cmd-too-long", "ErrCmdTooLong"),
    /** More payload than 32 MiB, or than the command may have at this protocol version. */
    PAYLOAD_TOO_LARGE("decred.wire.payload-too-large", "ErrPayloadTooLarge"),
    /** The magic of another network of Decred. */
    WRONG_NETWORK(
            "decred.wire.wrong-network",
            "ErrWrongNetwork",
            "the peer is on another network: name that one, or another peer"),
    /** The magic of no network: not Decred at all. dcrd has one code for this and for another network. */
    NOT_DECRED("decred.wire.not-decred", "ErrWrongNetwork", "another service listens there: check host and port"),
    /** A command that is not printable ASCII. */
    MALFORMED_CMD("decred.wire.malformed-cmd", "ErrMalformedCmd"),
    /** A command that nobody knows, or that cannot be decoded at any version. */
    UNKNOWN_CMD("decred.wire.unknown-cmd", "ErrUnknownCmd", "the peer's software is newer or faulty: update this side"),
    /** The payload does not have the checksum that was announced. */
    PAYLOAD_CHECKSUM(
            "decred.wire.payload-checksum",
            "ErrPayloadChecksum",
            "the network or the peer's software alters bytes: try another peer"),
    /** More payload than the message needs. */
    TRAILING_BYTES("decred.wire.trailing-bytes", "ErrTrailingBytes"),
    /** More than 1 000 addresses. */
    TOO_MANY_ADDRS("decred.wire.too-many-addrs", "ErrTooManyAddrs"),
    /** More transactions, inputs or outputs than fit into a block. */
    TOO_MANY_TXS("decred.wire.too-many-txs", "ErrTooManyTxs"),
    /** A message that the negotiated protocol version does not have. */
    MSG_INVALID_FOR_P_VER(
            "decred.wire.msg-invalid-for-pver",
            "ErrMsgInvalidForPVer",
            "the two sides disagree about the protocol version: report it to the peer's maker"),
    /** A committed filter above 262 144 bytes, to be sent. */
    FILTER_TOO_LARGE("decred.wire.filter-too-large", "ErrFilterTooLarge"),
    /** More than 32 proof hashes of a filter. */
    TOO_MANY_PROOFS("decred.wire.too-many-proofs", "ErrTooManyProofs"),
    /** More than 256 filter types. */
    TOO_MANY_FILTER_TYPES("decred.wire.too-many-filter-types", "ErrTooManyFilterTypes"),
    /** More than 500 block locators. */
    TOO_MANY_LOCATORS("decred.wire.too-many-locators", "ErrTooManyLocators"),
    /** More than 50 000 inventory vectors. */
    TOO_MANY_VECTORS("decred.wire.too-many-vectors", "ErrTooManyVectors"),
    /** More than 2 000 headers. */
    TOO_MANY_HEADERS("decred.wire.too-many-headers", "ErrTooManyHeaders"),
    /** A header that announces transactions. */
    HEADER_CONTAINS_TXS("decred.wire.header-contains-txs", "ErrHeaderContainsTxs"),
    /** More than 40 votes. */
    TOO_MANY_VOTES("decred.wire.too-many-votes", "ErrTooManyVotes"),
    /** More than 8 blocks at the chain's end. */
    TOO_MANY_BLOCKS("decred.wire.too-many-blocks", "ErrTooManyBlocks"),
    /** A transaction with not as many witnesses as inputs. */
    MISMATCHED_WITNESS_COUNT("decred.wire.mismatched-witness-count", "ErrMismatchedWitnessCount"),
    /** A transaction in another serialisation than the three that exist. */
    UNKNOWN_TX_TYPE("decred.wire.unknown-tx-type", "ErrUnknownTxType"),
    /** The prefix of a transaction that came without. */
    READ_IN_PREFIX_FROM_WITNESS_ONLY_TX(
            "decred.wire.read-in-prefix-from-witness-only-tx",
            "ErrReadInPrefixFromWitnessOnlyTx",
            "ask for the whole transaction"),
    /** A value that the message may not have. */
    INVALID_MSG("decred.wire.invalid-msg", "ErrInvalidMsg"),
    /** A user agent of more than 256 bytes. */
    USER_AGENT_TOO_LONG("decred.wire.user-agent-too-long", "ErrUserAgentTooLong"),
    /** More than 2 000 filter headers. */
    TOO_MANY_FILTER_HEADERS("decred.wire.too-many-filter-headers", "ErrTooManyFilterHeaders"),
    /** A text with something else than printable ASCII. */
    MALFORMED_STRICT_STRING("decred.wire.malformed-strict-string", "ErrMalformedStrictString"),
    /** More than 32 kinds of initial state. */
    TOO_MANY_INIT_STATE_TYPES("decred.wire.too-many-init-state-types", "ErrTooManyInitStateTypes"),
    /** A kind of initial state with a name of more than 32 bytes, to be sent. */
    INIT_STATE_TYPE_TOO_LONG("decred.wire.init-state-type-too-long", "ErrInitStateTypeTooLong"),
    /** More than 7 treasury spends. */
    TOO_MANY_T_SPENDS("decred.wire.too-many-tspends", "ErrTooManyTSpends"),
    /** More than 512 pair requests seen. */
    TOO_MANY_MANY_MIX_PAIR_REQS("decred.wire.too-many-many-mix-pair-reqs", "ErrTooManyManyMixPairReqs"),
    /** A script class of more than 32 bytes, to be sent. */
    MIX_PAIR_REQ_SCRIPT_CLASS_TOO_LONG(
            "decred.wire.mix-pair-req-script-class-too-long", "ErrMixPairReqScriptClassTooLong"),
    /** More than 512 outputs in a pair request. */
    TOO_MANY_MIX_PAIR_REQ_UTXOS("decred.wire.too-many-mix-pair-req-utxos", "ErrTooManyMixPairReqUTXOs"),
    /** More than 512 earlier mixing messages seen. */
    TOO_MANY_PREV_MIX_MSGS("decred.wire.too-many-prev-mix-msgs", "ErrTooManyPrevMixMsgs"),
    /** More than 100 filters. */
    TOO_MANY_C_FILTERS("decred.wire.too-many-cfilters", "ErrTooManyCFilters"),
    /** No address at all. */
    TOO_FEW_ADDRS("decred.wire.too-few-addrs", "ErrTooFewAddrs"),
    /** A kind of address that nobody knows; what follows it cannot be read either. */
    UNKNOWN_NET_ADDR_TYPE(
            "decred.wire.unknown-net-addr-type",
            "ErrUnknownNetAddrType",
            "the peer's software is newer or faulty: update this side"),
    /** Seconds beyond what dcrd can hold. */
    INVALID_TIMESTAMP("decred.wire.invalid-timestamp", "ErrInvalidTimestamp"),
    /**
     * The payload ends inside a field, or announces more items than it can hold. No code of dcrd: there it is an
     * EOF.
     */
    SHORT_PAYLOAD("decred.wire.short-payload", "EOF"),
    /** The data of a committed filter is no Golomb-coded set. No code of dcrd, which finds nothing in such a filter. */
    MALFORMED_FILTER("decred.wire.malformed-filter", ""),
    /** The peer closed the connection between two frames. No code of dcrd: there it is an EOF. */
    CLOSED(
            "decred.wire.closed",
            "EOF",
            "it refuses us, is full, or of another network; Decred says no reason: see its log, or try another"),
    /** The connection ended inside a frame. No code of dcrd: there it is an EOF. */
    CLOSED_INSIDE_FRAME("decred.wire.closed-inside-frame", "EOF", "the peer was killed or the network cut: try again"),
    /** The peer sent nothing in time. No code of dcrd: there it is an EOF. */
    TIMED_OUT("decred.wire.timed-out", "EOF", "the peer hangs or the network is down: try another peer"),
    /**
     * The connection broke: the peer's machine or something between the two reset it. No code of dcrd: there it is
     * an EOF.
     */
    RESET(
            "decred.wire.reset",
            "EOF",
            "it may refuse us or be of another network: check network, host and port; else try again");

    private final String code;
    private final String fieldName;
    private final String hint;

    WireFault(String code, String fieldName) {
        this(code, fieldName, "the peer's software is faulty: report it to its maker");
    }

    WireFault(String code, String fieldName, String hint) {
        this.code = code;
        this.fieldName = fieldName;
        this.hint = hint;
    }

    /**
     * The stable code.
     *
     * @return a word documented in {@code docs/failures.md}
     */
    public String code() {
        return code;
    }

    /**
     * What dcrd calls it.
     *
     * @return such as {@code ErrUnknownCmd}; {@code EOF} where dcrd makes no difference; empty where it sees none
     */
    public String fieldName() {
        return fieldName;
    }

    /**
     * What a person should do next.
     *
     * @return one sentence without a final stop
     */
    public String hint() {
        return hint;
    }

    /**
     * Guards a value of a message that is being made.
     *
     * @param holds whether it is allowed
     * @param field what it is
     * @param expected what would be allowed, for people
     * @param got the value
     */
    public void unless(boolean holds, String field, String expected, long got) {
        if (!holds) {
            throw new IllegalMessage(this, field, expected, Long.toString(got));
        }
    }
}
