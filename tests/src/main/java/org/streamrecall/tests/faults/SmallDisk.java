package org.streamrecall.tests.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory, small enough to be filled. */
final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 65_536;

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /** Mounts one where that is allowed; else it is an ordinary folder. */
  static SmallDisk at(Path folder, int megabytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String size = "size=" + megabytes + "m";
    return new SmallDisk(folder, run("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder));
  }

  private static boolean run(Object... command) throws IOException, InterruptedException {
    String[] words = java.util.Arrays.stream(command).map(Object::toString).toArray(String[]::new);
    try {
      return new ProcessBuilder(words).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command here
    }
  }

  /** Whether it can be filled without harm to others. */
  boolean isSmall() {
    return mounted;
  }

  Path folder() {
    return folder;
  }

  /** Leaves no room. */
  void fill() throws IOException {
    try (OutputStream filler = Files.newOutputStream(filler())) {
      while (true) {
        filler.write(new byte[BLOCK]);
        filler.flush();
      }
    } catch (IOException e) {
      if (!Files.exists(filler())) {
        throw e;
      }
    }
  }

  void empty() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() throws IOException {
    try {
      if (mounted && !run("umount", folder)) {
        run("umount", "-l", folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
