// SPDX-License-Identifier: Apache-2.0
package io.handfast.engine;

import io.handfast.engine.failure.FailureCode;

/** Failures that every protocol shares, from the network's edge to the queues. */
public enum EngineFailure implements FailureCode {
    /** No address of the peer could be resolved. */
    NAME_UNKNOWN("net.name-unknown", "check the host name, or give an IP address"),
    /** The peer's machine answers, but nothing listens on the port. */
    CONNECTION_REFUSED("net.connection-refused", "check the port and whether the device is switched on"),
    /** No route to the peer, or its network is down. */
    UNREACHABLE("net.unreachable", "check the address, the cable and the network between the two"),
    /** The TCP connection was not made in time. */
    CONNECT_TIMEOUT("net.connect-timeout", "check the address and any firewall between the two"),
    /** The connection broke. */
    CONNECTION_LOST("net.connection-lost", "nothing to do: it is tried again; if it happens often, check the network"),
    /** The peer ended the connection between two messages without a farewell. */
    ENDED_BY_PEER(
            "net.ended-by-peer",
            "it may be busy, restarting or refusing us: wait a minute, then look for us among its partners or see its log"),
    /** The peer took nothing for longer than the send deadline. */
    SEND_TIMEOUT("net.send-timeout", "the peer hangs or the network is down: check the device"),
    /** The peer gave no sign of life. */
    SILENT("net.silent", "the peer hangs or the network is down: check the device"),
    /** The peer broke a rule of the transport. */
    FRAMING(
            "net.framing",
            "the peer breaks the transport's rules: report it to its maker with the text of this failure"),
    /** The proxy itself cannot be reached. */
    PROXY_UNAVAILABLE("net.proxy-unavailable", "check the proxy's host and port, and whether it runs"),
    /** What answers in the proxy's place does not speak SOCKS5. */
    PROXY_NOT_SOCKS("net.proxy-not-socks", "another service listens there: check the proxy's host and port"),
    /** The proxy wants another login than it got. */
    PROXY_LOGIN("net.proxy-login", "give the user and the password that the proxy wants"),
    /** The proxy will not make the connection. */
    PROXY_REFUSED("net.proxy-refused", "see the proxy's rules and its log"),
    /** A handshake of a stranger was given up in favour of newer ones. */
    CROWDED_OUT("net.crowded-out", "many strangers knock at once: find out who, and try again"),
    /** Our own application did not take messages in time. */
    SLOW_CONSUMER(
            "engine.slow-consumer",
            "the application on this side is too slow: restart it, or see what it does with messages"),
    /** More was sent than the peer takes. */
    OUTBOX_FULL("engine.outbox-full", "send less, or wait until the peer has taken what was sent"),
    /** This side was asked to stop. */
    CANCELLED("engine.cancelled", "nothing to do: this side ended it");

    private final String code;
    private final String hint;

    EngineFailure(String code, String hint) {
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
