// SPDX-License-Identifier: Apache-2.0
package io.handfast.hub.app.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document and the server name the same. */
class OpenApiTest {
    @TempDir
    private Path folder;

    @Test
    void givenTheRoutes_whenComparedWithTheDocument_thenBothNameTheSame() throws Exception {
        OpenApi document = new OpenApi();
        try (RestScene scene = new RestScene(folder)) {
            Set<String> routes = scene.server().routes().stream()
                    .map(route -> route.method() + " " + route.path())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(document.operations()).isEqualTo(routes);
            for (Route route : scene.server().routes()) {
                assertThat(document.members(route.method(), route.path()))
                        .as(route.method() + " " + route.path())
                        .isEqualTo(route.members());
                assertThat(document.statuses(route.method(), route.path()))
                        .as(route.method() + " " + route.path())
                        .contains("400", "403", "413", "415", "421", "500", "503");
            }
            HttpText.Response served = scene.call("GET", "/api/v1/openapi.json", "", new String[0]);
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.text("openapi")).isEqualTo("3.1.0");
        }
    }
}
