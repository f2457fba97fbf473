// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.Command;
import io.handfast.decred.wire.Message;
import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.StrictAscii;
import io.handfast.decred.wire.encoding.WireFault;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;

/**
 * {@code version}: who the sender is; the first message of both sides. The last five fields may be missing in what
 * comes, and are always written.
 *
 * @param protocolVersion the highest the sender speaks; negative ones exist and are too old
 * @param services what the sender offers
 * @param timestampSeconds the sender's clock, since 1970
 * @param addrYou the receiver as the sender sees it
 * @param addrMe the sender; dcrd tells its services alone
 * @param nonce random, to notice a connection with oneself
 * @param userAgent up to 256 printable characters, such as {@code /dcrwire:1.0.0/dcrd:2.1.6/}
 * @param lastBlock height of the sender's chain
 * @param relayTx whether the sender wants transactions announced
 */
public record Version(
        int protocolVersion,
        Services services,
        long timestampSeconds,
        NetAddress addrYou,
        NetAddress addrMe,
        long nonce,
        String userAgent,
        int lastBlock,
        boolean relayTx)
        implements Message {
    /** Longest user agent. */
    public static final int MAX_USER_AGENT_BYTES = 256;

    /** Rejects what the message may not have. */
    public Version {
        Seconds.require(timestampSeconds);
        WireFault.USER_AGENT_TOO_LONG.unless(
                userAgent.length() <= MAX_USER_AGENT_BYTES, "user agent", "at most 256 bytes", userAgent.length());
        StrictAscii.require("user agent", userAgent);
    }

    /**
     * Reads a payload.
     *
     * @param in stands at its start
     * @return the message
     * @throws MalformedMessage when it is none
     */
    public static Version read(WireReader in) throws MalformedMessage {
        return new Version(
                in.int32("protocol version"),
                Services.read(in),
                in.int64("timestamp"),
                NetAddress.read(in),
                in.remaining() > 0 ? NetAddress.read(in) : NetAddress.UNSPECIFIED,
                in.remaining() > 0 ? in.int64("nonce") : 0,
                in.remaining() > 0 ? in.varString("user agent") : "",
                in.remaining() > 0 ? in.int32("last block") : 0,
                in.remaining() == 0 || in.flag("relay transactions"));
    }

    @Override
    public Command command() {
        return Command.VERSION;
    }

    @Override
    public void write(WireWriter out) {
        out.uint32(protocolVersion).int64(services.bits()).int64(timestampSeconds);
        addrYou.write(out);
        addrMe.write(out);
        out.int64(nonce).varString(userAgent).uint32(lastBlock).flag(relayTx);
    }
}
