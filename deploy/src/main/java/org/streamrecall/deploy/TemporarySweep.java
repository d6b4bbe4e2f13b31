package org.streamrecall.deploy;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary folders whose process was killed before it could remove them. Each holds a file that
 * its process keeps locked, and the system takes the lock back however the process ends: a process
 * id could be another's by now, or be of another container.
 */
final class TemporarySweep {
  /** Empty until it is locked. */
  static final String OWNER = "owner";

  private static final Pattern NAME = Pattern.compile("streamrecall-[a-z]+-([0-9]+)-[0-9]+");

  private TemporarySweep() {}

  /**
   * Takes a folder for this process, for as long as it lives or until the channel is closed.
   *
   * @throws IOException if it cannot be locked
   */
  static FileChannel own(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve(OWNER), CREATE_NEW, WRITE);
    channel.lock();
    String pid = ProcessHandle.current().pid() + "\n";
    channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  /**
   * Removes the folders beside one of this process that no living process owns.
   *
   * @param mine by whose user they must be
   * @return those that were removed
   */
  static List<Path> beside(Path mine) {
    List<Path> removed = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(mine.getParent(), "streamrecall-*")) {
      for (Path folder : folders) {
        if (isOfUser(folder, mine) && remove(folder)) {
          removed.add(folder);
        }
      }
    } catch (IOException e) {
      return removed; // others may make and remove theirs meanwhile; the next start tries again
    }
    return removed;
  }

  private static boolean isOfUser(Path folder, Path mine) throws IOException {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    // To open and close a locked file of this very process would give the lock up.
    return name.matches()
        && !name.group(1).equals(String.valueOf(ProcessHandle.current().pid()))
        && Files.isDirectory(folder, NOFOLLOW_LINKS)
        && Files.getOwner(folder, NOFOLLOW_LINKS).equals(Files.getOwner(mine, NOFOLLOW_LINKS));
  }

  private static boolean remove(Path folder) {
    Path owner = folder.resolve(OWNER);
    if (!Files.isRegularFile(owner, NOFOLLOW_LINKS)) {
      return false; // made by something else, or just now
    }
    try (FileChannel channel = FileChannel.open(owner, WRITE, NOFOLLOW_LINKS)) {
      if (channel.size() == 0 || channel.tryLock() == null) {
        return false;
      }
      TemporaryFolder.delete(folder);
      return !Files.exists(folder);
    } catch (IOException | OverlappingFileLockException e) {
      return false; // another start removes it
    }
  }
}
