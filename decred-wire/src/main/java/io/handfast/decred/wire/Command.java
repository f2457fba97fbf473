// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire;

import static io.handfast.decred.wire.ProtocolVersion.ADDR_V2;
import static io.handfast.decred.wire.ProtocolVersion.BATCHED_C_FILTERS_V2;
import static io.handfast.decred.wire.ProtocolVersion.C_FILTER_V2;
import static io.handfast.decred.wire.ProtocolVersion.FEE_FILTER;
import static io.handfast.decred.wire.ProtocolVersion.INITIAL;
import static io.handfast.decred.wire.ProtocolVersion.INIT_STATE;
import static io.handfast.decred.wire.ProtocolVersion.MIX;
import static io.handfast.decred.wire.ProtocolVersion.NODE_CF;
import static io.handfast.decred.wire.ProtocolVersion.REMOVE_REJECT;
import static io.handfast.decred.wire.ProtocolVersion.SEND_HEADERS;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.handfast.decred.wire.chain.Block;
import io.handfast.decred.wire.chain.Transaction;
import io.handfast.decred.wire.encoding.Bytes;
import io.handfast.decred.wire.encoding.Decoder;
import io.handfast.decred.wire.encoding.IllegalMessage;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import io.handfast.decred.wire.message.Addr;
import io.handfast.decred.wire.message.AddrV2;
import io.handfast.decred.wire.message.CFHeaders;
import io.handfast.decred.wire.message.CFTypes;
import io.handfast.decred.wire.message.CFilter;
import io.handfast.decred.wire.message.CFilterV2;
import io.handfast.decred.wire.message.CFiltersV2;
import io.handfast.decred.wire.message.FeeFilter;
import io.handfast.decred.wire.message.GetAddr;
import io.handfast.decred.wire.message.GetBlocks;
import io.handfast.decred.wire.message.GetCFHeaders;
import io.handfast.decred.wire.message.GetCFTypes;
import io.handfast.decred.wire.message.GetCFilter;
import io.handfast.decred.wire.message.GetCFilterV2;
import io.handfast.decred.wire.message.GetCFsV2;
import io.handfast.decred.wire.message.GetData;
import io.handfast.decred.wire.message.GetHeaders;
import io.handfast.decred.wire.message.GetInitState;
import io.handfast.decred.wire.message.GetMinings;
import io.handfast.decred.wire.message.Headers;
import io.handfast.decred.wire.message.InitState;
import io.handfast.decred.wire.message.Inv;
import io.handfast.decred.wire.message.MemPool;
import io.handfast.decred.wire.message.MiningState;
import io.handfast.decred.wire.message.NotFound;
import io.handfast.decred.wire.message.Ping;
import io.handfast.decred.wire.message.Pong;
import io.handfast.decred.wire.message.SendHeaders;
import io.handfast.decred.wire.message.VerAck;
import io.handfast.decred.wire.message.Version;
import io.handfast.decred.wire.mix.MixCiphertexts;
import io.handfast.decred.wire.mix.MixConfirm;
import io.handfast.decred.wire.mix.MixDCNet;
import io.handfast.decred.wire.mix.MixFactoredPoly;
import io.handfast.decred.wire.mix.MixKeyExchange;
import io.handfast.decred.wire.mix.MixPairReq;
import io.handfast.decred.wire.mix.MixSecrets;
import io.handfast.decred.wire.mix.MixSlotReserve;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every message there is, in one table: its command, the protocol versions that have it, its limit, its decoder. */
@SuppressWarnings("ImmutableEnumChecker") // a record of numbers, and functions without state
public enum Command {
    /** Who am I: the first message of both sides. */
    VERSION("version", INITIAL, Limit.fixed(358), Version::read),
    /** I know now who you are. */
    VERACK("verack", INITIAL, Limit.fixed(0), VerAck::read),
    /** Are you there? */
    PING("ping", INITIAL, Limit.fixed(8), Ping::read),
    /** I am. */
    PONG("pong", INITIAL, Limit.fixed(8), Pong::read),
    /** Which other nodes do you know? */
    GETADDR("getaddr", INITIAL, Limit.fixed(0), GetAddr::read),
    /** Some other nodes, up to version 11. */
    ADDR("addr", INITIAL, Limit.until(ADDR_V2 - 1, 30_003), Addr::read),
    /** Some other nodes, those behind Tor among them. */
    ADDRV2("addrv2", ADDR_V2, Limit.since(ADDR_V2, 51_003), AddrV2::read),
    /** I have these. */
    INV("inv", INITIAL, Limit.fixed(1_800_003), Inv::read),
    /** I want these. */
    GETDATA("getdata", INITIAL, Limit.fixed(1_800_003), GetData::read),
    /** I do not have these. */
    NOTFOUND("notfound", INITIAL, Limit.fixed(1_800_003), NotFound::read),
    /** Which blocks follow? */
    GETBLOCKS("getblocks", INITIAL, Limit.fixed(16_039), GetBlocks::read),
    /** Which headers follow? */
    GETHEADERS("getheaders", INITIAL, Limit.fixed(16_039), GetHeaders::read),
    /** These headers. */
    HEADERS("headers", INITIAL, Limit.fixed(362_003), Headers::read),
    /** A block. */
    BLOCK("block", INITIAL, Limit.block(), Block::read),
    /** A transaction. */
    TX("tx", INITIAL, Limit.block(), Transaction::read),
    /** Which transactions wait at your node? */
    MEMPOOL("mempool", INITIAL, Limit.fixed(0), MemPool::read),
    /** Announce blocks to me by their headers. */
    SENDHEADERS("sendheaders", SEND_HEADERS, Limit.fixed(0), SendHeaders::read),
    /** No transactions to me that pay less. */
    FEEFILTER("feefilter", FEE_FILTER, Limit.fixed(8), FeeFilter::read),
    /** Which blocks and votes are at the chain's end? Until there was {@link #GETINITSTATE}. */
    GETMININGS("getminings", INITIAL, Limit.fixed(0), GetMinings::read),
    /** The answer to {@link #GETMININGS}. */
    MININGSTATE("miningstate", INITIAL, Limit.fixed(1_546), MiningState::read),
    /** What does a node have to know that begins? Has to be answered, once. */
    GETINITSTATE("getinitstate", INIT_STATE, Limit.since(INIT_STATE, 1_057), GetInitState::read),
    /** The answer to {@link #GETINITSTATE}. */
    INITSTATE("initstate", INIT_STATE, Limit.since(INIT_STATE, 1_763), InitState::read),
    /** The version 1 filter of a block; who asks is banned today. */
    GETCFILTER("getcfilter", NODE_CF, Limit.fixed(33), GetCFilter::read),
    /** The answer to {@link #GETCFILTER}. */
    CFILTER("cfilter", NODE_CF, Limit.fixed(262_182), CFilter::read),
    /** The version 1 filter headers; who asks is banned today. */
    GETCFHEADERS("getcfheaders", NODE_CF, Limit.fixed(16_036), GetCFHeaders::read),
    /** The answer to {@link #GETCFHEADERS}. */
    CFHEADERS("cfheaders", NODE_CF, Limit.fixed(64_036), CFHeaders::read),
    /** The version 1 filter types; who asks is banned today. */
    GETCFTYPES("getcftypes", NODE_CF, Limit.fixed(0), GetCFTypes::read),
    /** The answer to {@link #GETCFTYPES}. */
    CFTYPES("cftypes", NODE_CF, Limit.fixed(259), CFTypes::read),
    /** The filter of a block. */
    GETCFILTERV2("getcfilterv2", C_FILTER_V2, Limit.fixed(32), GetCFilterV2::read),
    /** The answer to {@link #GETCFILTERV2}. */
    CFILTERV2("cfilterv2", C_FILTER_V2, Limit.fixed(263_210), CFilterV2::read),
    /** The filters of up to 100 blocks; a wrong range gets no answer. */
    GETCFSV2("getcfsv2", BATCHED_C_FILTERS_V2, Limit.fixed(64), GetCFsV2::read),
    /** The answer to {@link #GETCFSV2}. */
    CFILTERSV2("cfiltersv2", BATCHED_C_FILTERS_V2, Limit.fixed(26_321_001), CFiltersV2::read),
    /** I will not. Up to version 8, and to be written only: nobody decodes it. */
    REJECT("reject", INITIAL, Limit.until(REMOVE_REJECT - 1, FrameHeader.MAX_PAYLOAD_BYTES)),
    /** Who mixes with me? */
    MIXPAIRREQ("mixpairreq", MIX, Limit.since(MIX, 8_476_848), MixPairReq::read),
    /** My keys of this run. */
    MIXKEYXCHG("mixkeyxchg", MIX, Limit.since(MIX, 17_815), MixKeyExchange::read),
    /** My encapsulated keys for each of you. */
    MIXCPHRTXT("mixcphrtxt", MIX, Limit.since(MIX, 552_584), MixCiphertexts::read),
    /** My part of the slot reservation. */
    MIXSLOTRES("mixslotres", MIX, Limit.since(MIX, 17_318_030), MixSlotReserve::read),
    /** The roots of the slot reservation polynomial. */
    MIXFACTPOLY("mixfactpoly", MIX, Limit.since(MIX, 49_291), MixFactoredPoly::read),
    /** My part of the mix. */
    MIXDCNET("mixdcnet", MIX, Limit.since(MIX, 20_988_047), MixDCNet::read),
    /** The transaction with my signatures. */
    MIXCONFIRM("mixconfirm", MIX, Limit.since(MIX, 1_016_520), MixConfirm::read),
    /** What I kept secret in a run that failed. */
    MIXSECRETS("mixsecrets", MIX, Limit.since(MIX, 70_831), MixSecrets::read);

    private static final Map<String, Command> BY_TEXT =
            Stream.of(values()).collect(toUnmodifiableMap(Command::text, command -> command));

    private final String text;
    private final int since;
    private final Limit limit;
    private final Optional<Decoder<? extends Message>> decoder;
    private final String phase;

    Command(String text, int since, Limit limit, Decoder<? extends Message> decoder) {
        this.text = text;
        this.since = since;
        this.limit = limit;
        this.decoder = Optional.of(decoder);
        phase = "decode " + text;
    }

    Command(String text, int since, Limit limit) {
        this.text = text;
        this.since = since;
        this.limit = limit;
        decoder = Optional.empty();
        phase = "decode " + text;
    }

    /**
     * The command of this name.
     *
     * @param text as in a frame header
     * @return empty when nobody knows it
     */
    public static Optional<Command> of(String text) {
        return Optional.ofNullable(BY_TEXT.get(text));
    }

    /**
     * The name.
     *
     * @return up to 12 lower-case letters and digits
     */
    public String text() {
        return text;
    }

    /**
     * Whether it can be received at all.
     *
     * @return no for {@code reject} alone
     */
    public boolean decodable() {
        return decoder.isPresent();
    }

    /**
     * Whether a protocol version has it.
     *
     * @param protocolVersion the negotiated one
     * @return whether it may be sent
     */
    public boolean spokenAt(int protocolVersion) {
        return protocolVersion >= since && protocolVersion <= limit.until();
    }

    /**
     * The longest payload.
     *
     * @param protocolVersion the negotiated one
     * @return bytes; 0 also for most commands that the version does not have
     */
    public int maxPayloadBytes(int protocolVersion) {
        return limit.bytes(protocolVersion);
    }

    /**
     * Encodes a message of this command.
     *
     * @param message the message
     * @param protocolVersion the negotiated one
     * @return the payload
     * @throws IllegalMessage when the version does not have it, or not in this length
     */
    public Bytes encode(Message message, int protocolVersion) {
        if (!spokenAt(protocolVersion)) {
            throw new IllegalMessage(
                    WireFault.MSG_INVALID_FOR_P_VER, text, spokenVersions(), "version " + protocolVersion);
        }
        WireWriter out = new WireWriter(64);
        message.write(out);
        int most = maxPayloadBytes(protocolVersion);
        WireFault.PAYLOAD_TOO_LARGE.unless(out.size() <= most, text, "at most " + most + " bytes", out.size());
        return out.written();
    }

    /**
     * Decodes a message of this command.
     *
     * @param payload all of it, and nothing else
     * @param protocolVersion the negotiated one
     * @return the message; its bytes are views of the payload
     * @throws MalformedMessage when it is none
     */
    public Message decode(Bytes payload, int protocolVersion) throws MalformedMessage {
        requireLength(phase, payload.length(), protocolVersion);
        WireReader in = new WireReader(phase, payload, protocolVersion);
        if (!spokenAt(protocolVersion)) {
            throw in.malformed(
                    WireFault.MSG_INVALID_FOR_P_VER, "command", spokenVersions(), "version " + protocolVersion);
        }
        Decoder<? extends Message> known = decoder.orElseThrow(
                () -> in.malformed(WireFault.UNKNOWN_CMD, "command", "a command that can be decoded", text));
        try {
            Message message = known.read(in);
            in.requireEnd();
            return message;
        } catch (IllegalMessage e) {
            throw in.malformed(e);
        }
    }

    void requireLength(String where, int length, int protocolVersion) throws MalformedMessage {
        requireLength(where, length, maxPayloadBytes(protocolVersion), "at version " + protocolVersion);
    }

    /** For who does not know the negotiated version: within what any version allows. */
    void requireAnyLength(String where, int length) throws MalformedMessage {
        requireLength(where, length, limit.loosest(), "at any version");
    }

    private void requireLength(String where, int length, int most, String when) throws MalformedMessage {
        if (length > most) {
            throw new MalformedMessage(
                    WireFault.PAYLOAD_TOO_LARGE,
                    where,
                    "payload length of " + text,
                    16,
                    "at most " + most + " bytes " + when,
                    length + " bytes");
        }
    }

    private String spokenVersions() {
        return limit.until() < Integer.MAX_VALUE
                ? "version " + limit.until() + " or lower"
                : "version " + since + " or higher";
    }
}
