package org.streamrecall.deploy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.io.input.CloseShieldInputStream;
import org.streamrecall.model.Fields;
import org.streamrecall.model.FieldsJson;
import org.streamrecall.model.RecallModel;

/**
 * A file that the user named; {@code -} is standard input.
 *
 * @param option what it was named by, for messages
 * @param written what was said of how its events are written
 */
record InputFile(String option, Path path, EventFileOptions written) {
  private static final Path STANDARD_INPUT = Path.of("-");

  /** A file of which nothing was said but its name. */
  InputFile(String option, Path path) {
    this(option, path, new EventFileOptions());
  }

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

  /** Whether it can be read only once, as a pipe. */
  boolean isOnce() {
    return isStandardInput() || Files.exists(path) && !Files.isRegularFile(path);
  }

  boolean isStandardInput() {
    return path.equals(STANDARD_INPUT);
  }

  /**
   * Its text in UTF-8, unpacked if gzip has packed it, without a byte-order mark.
   *
   * @throws CommandFailure if there is no such file
   */
  BufferedInputStream open() {
    return read(file -> PlainText.of(bytes(), written.charset()));
  }

  private InputStream bytes() throws IOException {
    if (isStandardInput()) {
      return CloseShieldInputStream.wrap(System.in);
    }
    // Of a pipe a channel cannot say how much has come.
    return isOnce() ? new FileInputStream(path.toFile()) : Files.newInputStream(path);
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
    } else if (e instanceof EOFException) {
      what = "is cut short: what gzip has packed has no end; copy it anew";
    } else if (e instanceof CharacterCodingException) {
      what = "is not UTF-8; write it in UTF-8, or say --charset where events are read";
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
