// SPDX-License-Identifier: Apache-2.0
package io.handfast.websocket;

/** Numbers of close frames (RFC 6455 section 7.4). Protocols above use 3000 to 4999 for their own. */
public final class CloseCode {
    /** In place of a number when the close frame has none; never on the wire. */
    public static final int NONE = 0;
    /** The purpose is fulfilled. */
    public static final int NORMAL = 1000;
    /** The server stops, or the browser leaves the page. */
    public static final int GOING_AWAY = 1001;
    /** A frame broke the rules. */
    public static final int PROTOCOL_ERROR = 1002;
    /** A kind of message this side does not take, such as text. */
    public static final int UNSUPPORTED_DATA = 1003;
    /** Text that is no UTF-8. */
    public static final int INVALID_DATA = 1007;
    /** A message above the limit. */
    public static final int TOO_BIG = 1009;

    private static final int LAST_REGISTERED = 1014;

    private CloseCode() {}

    /**
     * Whether a number may stand in a close frame. 1004 has no meaning; 1005, 1006 and 1015 are words of local
     * interfaces; what lies between 1015 and 2999 is unassigned.
     *
     * @param code any number
     * @return true for 1000 to 1003, 1007 to 1014 and 3000 to 4999
     */
    public static boolean mayTravel(int code) {
        return (code >= NORMAL && code <= UNSUPPORTED_DATA)
                || (code >= INVALID_DATA && code <= LAST_REGISTERED)
                || (code >= 3000 && code <= 4999);
    }
}
