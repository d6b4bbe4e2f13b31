package org.streamrecall.deploy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears whole or not at all.
 *
 * @param option that names it
 */
record OutputFile(String option, Path path) {
  /** What {@code --out} names. */
  OutputFile(Path path) {
    this("--out", path);
  }

  interface Body {
    void write(OutputStream out) throws IOException;
  }

  /** Fails before the work rather than after it. */
  OutputFile requireWritable() {
    if (Files.isDirectory(path)) {
      throw new CommandFailure(option + " " + path + " is a directory; name a file in it");
    }
    if (!Files.isDirectory(folder())) {
      throw new CommandFailure(
          option + " " + path + " lies in no directory; create " + folder() + " first");
    }
    if (!Files.isWritable(Files.exists(path) ? path : folder())) {
      throw new CommandFailure(option + " " + path + " may not be written; change its permissions");
    }
    return this;
  }

  /** Fails if the input would be written over. */
  OutputFile requireOther(InputFile input) {
    try {
      if (Files.isRegularFile(path) && Files.isSameFile(path, input.path())) {
        throw new CommandFailure(
            option
                + " "
                + path
                + " is the file of "
                + input.option()
                + " "
                + input.path()
                + ", which it would replace; name another");
      }
    } catch (IOException e) {
      return this; // an input that cannot be read says so itself
    }
    return this;
  }

  /** Fails if another output would be written over. */
  OutputFile requireOther(OutputFile other) {
    if (path.toAbsolutePath().normalize().equals(other.path.toAbsolutePath().normalize())) {
      throw new CommandFailure(
          option + " " + path + " is the file of " + other.option + " too; name another");
    }
    return this;
  }

  void write(Body body) {
    // A pipe or a device cannot be replaced, only written to.
    boolean replaceable = !Files.exists(path) || Files.isRegularFile(path);
    Path part = folder().resolve("." + path.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Path target = replaceable ? part : path;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
        body.write(out);
      }
      if (replaceable) {
        moveTo(part);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          option + " " + path + " cannot be written (" + e.getMessage() + "); name another place",
          e);
    } finally {
      delete(part);
    }
  }

  private void moveTo(Path part) throws IOException {
    try {
      Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // What failed before it says more.
    }
  }

  private Path folder() {
    return path.toAbsolutePath().getParent();
  }
}
