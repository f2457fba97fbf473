// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import io.handfast.engine.failure.FailureCode;

/** Why a request was not answered as it was meant. Each is told as a problem document, RFC 9457. */
public enum RestFailure implements FailureCode {
    /** No token and no session came with the request. */
    TOKEN_MISSING(
            401,
            "token-missing",
            "a token is needed",
            "send the token of the file console.token: Authorization: Bearer TOKEN"),
    /** The token or session is not one of this hub. */
    TOKEN_WRONG(
            401,
            "token-wrong",
            "the token is wrong or has run out",
            "read the file console.token in the hub's data directory"),
    /** Too many wrong tokens came lately. */
    THROTTLED(
            429,
            "throttled",
            "too many wrong tokens",
            "wait as long as Retry-After says; the right token is always taken"),
    /** The request names a host that this hub is not. */
    HOST(421, "host", "this hub has another name", "use the address that the hub printed at its start"),
    /** The request was made by a page of somebody else. */
    ORIGIN(
            403,
            "origin",
            "a page of another origin asks",
            "use the hub's own console, or a program that sends no Origin"),
    /** There is nothing at this path. */
    PATH(404, "path", "there is nothing here", "see /api/v1/openapi.json for what there is"),
    /** The path is there, but not for this method. */
    METHOD(405, "method", "the method is not allowed here", "use one that the header Allow names"),
    /** The query has a parameter that means nothing here. */
    QUERY(400, "query", "the query is not understood", "see /api/v1/openapi.json for what is"),
    /** The path names something that is no SKI. */
    SKI(400, "ski", "that is no SKI", "write 40 hexadecimal digits without anything between them"),
    /** The body is of another type than JSON. */
    CONTENT_TYPE(415, "content-type", "the body is not JSON", "send Content-Type: application/json"),
    /** The body is longer than any that makes sense. */
    TOO_LARGE(413, "too-large", "the body is too long", "send at most 64 KiB"),
    /** The body says something that cannot be understood or is not allowed. */
    BODY(400, "body", "the body is not understood", "mend what the detail names"),
    /** The hub knows no such device. */
    DEVICE_UNKNOWN(
            404,
            "device-unknown",
            "the hub does not know this device",
            "compare the SKI with those of /api/v1/devices"),
    /** Somebody else has decided already, or things have changed since they were looked at. */
    DECIDED(
            409,
            "decided",
            "it stands otherwise by now",
            "look at the device again, then decide anew if it is still wanted"),
    /** This can only be done with a trusted device. */
    NOT_TRUSTED(409, "not-trusted", "the device is not trusted", "trust it first"),
    /** There are as many event streams as there may be. */
    CROWDED(503, "crowded", "too many listen already", "close another console, and try again"),
    /** The decision could not be written to the disk. */
    NOT_STORED(500, "not-stored", "the decision could not be stored", "check the hub's disk; nothing has changed"),
    /** The configuration has mistakes. */
    CONFIGURATION(
            409,
            "configuration",
            "the configuration has mistakes",
            "mend what the detail names, a line for each; the hub runs on as before"),
    /** The hub takes no such part in the pairing service. */
    PAIRING_OFF(
            409,
            "pairing-off",
            "the pairing service is not on",
            "set pairing_service to listener, announcer or both, mdns_enabled to true, and restart the hub"),
    /** The text is no QR code that can be used for pairing. */
    QR(400, "qr", "the QR text cannot be used", "scan the code that the device shows for pairing"),
    /** Nothing of that certificate is under way. */
    PAIRING_UNKNOWN(
            404, "pairing-unknown", "nothing is under way with this device", "look at /api/v1/pairing for what is"),
    /** The hub stops. */
    STOPPING(503, "stopping", "the hub stops", "ask again when it runs again"),
    /** A bug. */
    BUG(500, "bug", "a bug of the hub", "please report it with the hub's log");

    private final int status;
    private final String code;
    private final String title;
    private final String hint;

    RestFailure(int status, String word, String title, String hint) {
        this.status = status;
        this.code = "rest." + word;
        this.title = title;
        this.hint = hint;
    }

    /**
     * The status of its answer.
     *
     * @return as in HTTP
     */
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    /**
     * What it means, the same each time.
     *
     * @return a few words for people
     */
    public String title() {
        return title;
    }

    @Override
    public String hint() {
        return hint;
    }
}
