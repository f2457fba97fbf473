// SPDX-License-Identifier: Apache-2.0
package io.handfast.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;

/** The published libraries are OSGi bundles that export what their modules export, and they resolve in a framework. */
class BundlesTest {
    static final List<String> LIBRARIES = Published.LIBRARIES;
    /** Of the program's jars; Prometheus's text format imports a package that no bundle of its own has. */
    private static final List<String> NO_BUNDLES =
            List.of("Amazon", "handfast-cli", "qrcodegen", "prometheus-metrics-exposition");

    @ParameterizedTest
    @FieldSource("LIBRARIES")
    void givenALibrary_whenItsHeadersAreRead_thenTheySayWhatItsModuleSays(String library) throws IOException {
        try (JarFile jar = new JarFile(Published.jar(library, "").toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            ModuleDescriptor module = Published.descriptor(library);
            assertThat(headers.getValue(Constants.BUNDLE_SYMBOLICNAME)).isEqualTo(module.name());
            assertThat(Version.parseVersion(headers.getValue(Constants.BUNDLE_VERSION)))
                    .isEqualTo(Version.parseVersion(Published.VERSION));
            assertThat(packages(headers.getValue(Constants.EXPORT_PACKAGE)))
                    .containsExactlyInAnyOrderElementsOf(module.exports().stream()
                            .map(ModuleDescriptor.Exports::source)
                            .toList());
            assertThat(packages(headers.getValue(Constants.IMPORT_PACKAGE))).noneMatch(name -> name.startsWith("sun."));
            assertThat(headers.getValue(Constants.REQUIRE_CAPABILITY)).contains("JavaSE");
        }
    }

    @ParameterizedTest
    @FieldSource("LIBRARIES")
    void givenALibrary_whenItsSourcesAreOpened_thenEachExportedPackageIsThere(String library) throws IOException {
        try (ZipFile sources = new ZipFile(Published.jar(library, "-sources").toFile())) {
            for (ModuleDescriptor.Exports exported :
                    Published.descriptor(library).exports()) {
                String file = exported.source().replace('.', '/') + "/package-info.java";
                assertThat(sources.getEntry(file)).as(file).isNotNull();
            }
        }
    }

    /** Names in a header such as {@code a.b;version="1";uses:="c,d",e.f}. */
    private static List<String> packages(String header) {
        return List.of(header.replaceAll("\"[^\"]*\"", "").split(",")).stream()
                .map(clause -> clause.split(";", -1)[0].strip())
                .toList();
    }

    @Test
    void givenAFrameworkWithTheBundles_whenTheyStart_thenAllResolveAndAHubsClassesLoad(@TempDir Path folder)
            throws Exception {
        Framework framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        folder.resolve("cache").toString(),
                        Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                        "osgi.ee;osgi.ee=JavaSE;version:List<Version>=\"" + javaVersions() + "\","
                                + "osgi.extender;osgi.extender=\"osgi.serviceloader.processor\";version:Version=1.0,"
                                + "osgi.extender;osgi.extender=\"osgi.serviceloader.registrar\";version:Version=1.0"));
        framework.start();
        try {
            Map<String, Bundle> bundles = install(framework);
            for (Bundle bundle : bundles.values()) {
                if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                    bundle.start(); // throws with what is missing when it does not resolve
                }
            }
            Class<?> configuration =
                    bundles.get("io.handfast.hub.app").loadClass("io.handfast.hub.app.HubConfiguration");
            Object usual = configuration.getMethod("usual").invoke(null);
            assertThat(configuration.getMethod("port").invoke(usual))
                    .isEqualTo(io.handfast.hub.app.HubConfiguration.usual().port());
        } finally {
            framework.stop();
            framework.waitForStop(0);
        }
    }

    private static String javaVersions() {
        return "1.8," + IntStream.rangeClosed(9, 25).mapToObj(Integer::toString).collect(Collectors.joining(","));
    }

    /** By symbolic name: ours, and what the program brings from others, the native provider excepted. */
    private static Map<String, Bundle> install(Framework framework) throws BundleException {
        Map<String, Bundle> bundles = new LinkedHashMap<>();
        String annotations = javax.annotation.Nonnull.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        bundles.put("annotations", framework.getBundleContext().installBundle(annotations));
        for (Path jar : Published.programJars()) {
            String name = String.valueOf(jar.getFileName());
            if (NO_BUNDLES.stream().noneMatch(name::startsWith)) {
                Bundle bundle =
                        framework.getBundleContext().installBundle(jar.toUri().toString());
                bundles.put(bundle.getSymbolicName(), bundle);
            }
        }
        return bundles;
    }
}
