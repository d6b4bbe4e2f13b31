package org.streamrecall.deploy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;

/**
 * A file that the user named.
 *
 * @param option what it was named by, for messages
 */
record InputFile(String option, Path path) {
  interface Reading<T> {
    T read(Path path) throws IOException;
  }

  /** What {@code reading} makes of the path, with every fault in the user's words. */
  <T> T read(Reading<T> reading) {
    if (Files.isDirectory(path)) {
      throw new CommandFailure(option + " " + path + " is a directory; name a file");
    }
    try {
      return reading.read(path);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  RecallModel model() {
    return read(RecallModel::load);
  }

  Fields fields() {
    return parsed(read(Files::readString), FieldsJson::parse);
  }

  /** Whether a schema names the unit of its tags. */
  boolean namesUnit() {
    return parsed(read(Files::readString), FieldsJson::namesUnit);
  }

  /**
   * @throws CommandFailure if there is no such file, or it is compressed
   */
  InputStream open() {
    return read(path -> requirePlain(Files.newInputStream(path)));
  }

  private InputStream requirePlain(InputStream file) throws IOException {
    InputStream in = new BufferedInputStream(file, 1 << 16);
    in.mark(2);
    if (in.read() == 0x1f && in.read() == 0x8b) {
      in.close();
      String name = path.toString().toLowerCase(Locale.ROOT);
      String piped = (option.startsWith("--") ? option + " " : "") + "/dev/stdin";
      throw new CommandFailure(
          option
              + " "
              + path
              + " is compressed by gzip; unpack it"
              + (name.contains(".csv") ? "" : ", or zcat " + path + " | .. " + piped));
    }
    in.reset();
    return in;
  }

  /** The file itself, or the JSON Lines files of the directory, by name. */
  List<InputFile> jsonLines() {
    if (!Files.isDirectory(path)) {
      return List.of(this);
    }
    List<InputFile> files;
    try (Stream<Path> children = Files.list(path)) {
      files =
          children
              .filter(child -> child.toString().endsWith(".jsonl") && Files.isRegularFile(child))
              .sorted()
              .map(child -> new InputFile(option, child))
              .toList();
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (files.isEmpty()) {
      throw new CommandFailure(
          option + " " + path + " has no file that ends in .jsonl; name the file itself");
    }
    return files;
  }

  CommandFailure unreadable(IOException e) {
    String what;
    if (e instanceof NoSuchFileException) {
      what = "does not exist; correct the path";
    } else if (e instanceof AccessDeniedException) {
      what = "may not be read; change its permissions";
    } else if (e instanceof CharacterCodingException) {
      what = "is not UTF-8; write it in UTF-8";
    } else {
      what = "cannot be read (" + e.getMessage() + "); name a file that can";
    }
    return new CommandFailure(option + " " + path + " " + what, e);
  }

  private <T> T parsed(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(path + ": " + e.getMessage(), e);
    }
  }
}
