// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.broker;

import dev.trunkline.runtime.settings.InvalidSetting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A broker's directory, for its owner's eyes and for one process at a time. Kafka has a lock too,
 * but writes into the directory before it looks at it.
 */
final class OwnDirectory implements AutoCloseable {
  private static final String LOCK = "trunkline.lock";
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");

  private final FileChannel channel;

  private OwnDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the directory and those above it if they are missing, and locks it.
   *
   * @throws InvalidSetting if another process has it
   */
  static OwnDirectory lock(Path directory) throws IOException {
    create(directory.toAbsolutePath());
    restrict(directory, OWNER);
    Path file = directory.resolve(LOCK);
    @Nullable FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      restrict(file, OWNER_FILE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new InvalidSetting(
            EmbeddedBroker.DATA_DIR.name(),
            "names "
                + directory.getParent()
                + ": another Trunkline (pid "
                + owner(file)
                + ") uses it",
            "stop that one, or set another directory, and other ports, for this one");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      channel.force(false);
      var own = new OwnDirectory(channel);
      channel = null;
      return own;
    } finally {
      if (channel != null) {
        channel.close();
      }
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // This process has it.
    }
  }

  private static String owner(Path file) throws IOException {
    String pid = Files.readString(file).strip();
    return pid.isEmpty() ? "unknown" : pid;
  }

  /** Unlike {@link Files#createDirectories}, with the rights from the start. */
  private static void create(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      create(parent);
    }
    try {
      if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER));
      } else {
        Files.createDirectory(directory);
      }
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw e;
      }
    }
  }

  private static void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null && !view.readAttributes().permissions().equals(permissions)) {
      view.setPermissions(permissions);
    }
  }

  /** Lets others have it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
