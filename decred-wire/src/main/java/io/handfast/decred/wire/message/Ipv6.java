// SPDX-License-Identifier: Apache-2.0
package io.handfast.decred.wire.message;

import io.handfast.decred.wire.encoding.MalformedMessage;
import io.handfast.decred.wire.encoding.WireReader;
import io.handfast.decred.wire.encoding.WireWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An address of version 6. Outside {@code addrv2} version 4 travels in it too, as {@code ::ffff:a.b.c.d}; inside,
 * never send it so: dcrd bans for it.
 *
 * @param high the first eight bytes, the first one highest
 * @param low the others
 */
public record Ipv6(long high, long low) implements Host {
    /** Sixteen zeros, which dcrd sends where it does not want to say. */
    public static final Ipv6 UNSPECIFIED = new Ipv6(0, 0);

    static final int TYPE = 2;

    private static final long MAPPED = 0xFFFF_0000_0000L;

    /**
     * Version 4 in version 6.
     *
     * @param address the address
     * @return {@code ::ffff:a.b.c.d}
     */
    public static Ipv6 mapped(Ipv4 address) {
        return new Ipv6(0, MAPPED | (address.bits() & 0xFFFF_FFFFL));
    }

    /**
     * A socket's address.
     *
     * @param address of either version
     * @return the same; version 4 as {@code ::ffff:a.b.c.d}
     */
    public static Ipv6 of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == 4 ? mapped(new Ipv4(bytes.getInt())) : new Ipv6(bytes.getLong(), bytes.getLong());
    }

    static Ipv6 read(WireReader in) throws MalformedMessage {
        return new Ipv6(Long.reverseBytes(in.int64("IP address")), Long.reverseBytes(in.int64("IP address")));
    }

    /**
     * Whether version 4 travels in it.
     *
     * @return whether it is {@code ::ffff:a.b.c.d}
     */
    public boolean isIpv4Mapped() {
        return high == 0 && low >>> 32 == 0xFFFF;
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void write(WireWriter out) {
        out.int64(Long.reverseBytes(high)).int64(Long.reverseBytes(low));
    }

    /**
     * For sockets.
     *
     * @return the same address, of version 4 where that travels in it
     */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(
                    ByteBuffer.allocate(16).putLong(high).putLong(low).array());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }

    @Override
    public String toString() {
        return toInetAddress().getHostAddress();
    }
}
