// SPDX-License-Identifier: Apache-2.0
package io.handfast.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;

/** Passes on what it is asked, and counts what changes something. */
final class TornProvider extends FileSystemProvider {
    private final TornDisk disk;

    TornProvider(TornDisk disk) {
        this.disk = disk;
    }

    // ---- steps

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path real = TornPath.real(path);
        boolean makes = options.contains(StandardOpenOption.CREATE_NEW)
                || (options.contains(StandardOpenOption.CREATE) && !Files.exists(real));
        boolean last = makes && disk.step(real);
        FileChannel channel = FileChannel.open(real, options, attributes);
        if (makes) {
            disk.created(real);
        }
        if (last) {
            channel.close();
            throw TornDisk.cut();
        }
        return new TornChannel(disk, real, channel);
    }

    @Override
    public void delete(Path path) throws IOException {
        Path real = TornPath.real(path);
        if (!Files.exists(real)) {
            Files.delete(real); // says that it is not there: no step
        }
        boolean last = disk.step(real);
        Files.delete(real);
        disk.deleted(real);
        if (last) {
            throw TornDisk.cut();
        }
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
        boolean last = disk.step(TornPath.real(to));
        Files.move(TornPath.real(from), TornPath.real(to), options);
        disk.renamed(TornPath.real(from), TornPath.real(to));
        if (last) {
            throw TornDisk.cut();
        }
    }

    /** Folders are there at once and for good: losing one is losing what is in it. */
    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        Files.createDirectory(TornPath.real(folder), attributes);
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) {
        throw new UnsupportedOperationException("a copy is not durable");
    }

    // ---- what changes nothing that lasts

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter) {
        throw new UnsupportedOperationException("nobody lists");
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return Files.isSameFile(TornPath.real(one), TornPath.real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(TornPath.real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(TornPath.real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        Path real = TornPath.real(path);
        real.getFileSystem().provider().checkAccess(real, modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(TornPath.real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return Files.readAttributes(TornPath.real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options) throws IOException {
        return Files.readAttributes(TornPath.real(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options) throws IOException {
        Files.setAttribute(TornPath.real(path), name, value, options);
    }

    // ---- how others come by it

    @Override
    public String getScheme() {
        return "torn";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException("made by a test");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return disk.system();
    }

    @Override
    public Path getPath(URI uri) {
        return new TornPath(disk, Path.of(uri));
    }
}
