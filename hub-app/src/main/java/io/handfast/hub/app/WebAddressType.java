// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/** The address of an HTTP server: scheme, host, perhaps port and path; nothing that a query or a user's name could hide. */
record WebAddressType() implements KeyType<URI> {
    private static final int MOST_BYTES = 2048;
    private static final int HIGHEST_PORT = 65535;
    private static final KeyType<String> TEXT = KeyType.text(
            MOST_BYTES,
            "^https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?$",
            "an address such as \"http://127.0.0.1:4318\"");

    @Override
    public Optional<URI> read(JsonTree.Node node, Complaints complaints) {
        Optional<String> text = TEXT.read(node, complaints);
        Optional<URI> address = text.flatMap(WebAddressType::parse);
        return text.isPresent() && address.isEmpty() ? refused(node, JsonTree.line(text.get()), complaints) : address;
    }

    private static Optional<URI> parse(String text) {
        try {
            URI address = new URI(text);
            return address.getHost() == null || address.getPort() > HIGHEST_PORT
                    ? Optional.empty()
                    : Optional.of(address);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    @Override
    public Object json(URI value) {
        return value.toString();
    }

    @Override
    public Map<String, Object> schema() {
        return TEXT.schema();
    }

    @Override
    public String allowed() {
        return TEXT.allowed();
    }

    @Override
    public boolean isText() {
        return true;
    }
}
