// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of this machine that leads through a {@link TornDisk}. */
record TornPath(TornDisk disk, Path real) implements Path {
    static Path real(Path path) {
        return path instanceof TornPath torn ? torn.real : path;
    }

    private Path through(Path path) {
        return new TornPath(disk, path);
    }

    private @Nullable Path throughIfAny(@Nullable Path path) {
        return path == null ? null : through(path);
    }

    @Override
    public FileSystem getFileSystem() {
        return disk.system();
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return throughIfAny(real.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return throughIfAny(real.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return throughIfAny(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return through(real.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return through(real.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return real.startsWith(real(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return real.endsWith(real(other));
    }

    @Override
    public Path normalize() {
        return through(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return through(real.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
        return through(real.relativize(real(other)));
    }

    @Override
    public URI toUri() {
        return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
        return through(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        return through(real.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
        throw new UnsupportedOperationException("nobody watches");
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(real(other));
    }

    @Override
    public String toString() {
        return real.toString();
    }
}
