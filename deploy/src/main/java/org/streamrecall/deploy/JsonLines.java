package org.streamrecall.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** The lines of a JSON Lines file, one at a time; blank ones are no records. */
final class JsonLines {
  /** A longer line is no record but a file of another kind. */
  static final int MAX_LINE_BYTES = 1 << 28;

  interface Consumer {
    /**
     * @param place the file and the line's number, as messages name it
     * @param json the line, without its end
     */
    void line(String place, byte[] json);
  }

  private JsonLines() {}

  /** Passes over blank lines. */
  static void forEach(InputFile file, Consumer consumer) {
    forEach(file, consumer, () -> {});
  }

  /** The same, told of blank ones, to the file's end. */
  static void forEach(InputFile file, Consumer consumer, Runnable blank) {
    forEach(file, consumer, blank, () -> true);
  }

  /**
   * @param blank runs at each line of white space alone; a file's last one is none if it has no
   *     bytes
   * @param more is asked after each line whether the next is to be read
   */
  static void forEach(InputFile file, Consumer consumer, Runnable blank, BooleanSupplier more) {
    try (InputStream in = file.open()) {
      forEach(file, in, consumer, blank, more);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /** The same of what is open already; the file is for messages. */
  static void forEach(
      InputFile file, InputStream in, Consumer consumer, Runnable blank, BooleanSupplier more)
      throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 16);
    long number = 1;
    int next;
    do {
      next = in.read();
      if (next != '\n' && next != -1) {
        line.write(next);
        requireShort(file, number, line.size());
        continue;
      }
      if (!isBlank(line)) {
        consumer.line(file.path() + ":" + number, line.toByteArray());
      } else if (next == '\n' || line.size() > 0) {
        blank.run();
      }
      line.reset();
      number++;
    } while (next != -1 && more.getAsBoolean());
  }

  private static boolean isBlank(ByteArrayOutputStream line) {
    // A long line is never decoded for this: white space by the kilobyte is an error to be told.
    return line.size() < 1024 && line.toString(StandardCharsets.UTF_8).isBlank();
  }

  private static void requireShort(InputFile file, long number, int length) {
    if (length > MAX_LINE_BYTES) {
      throw new CommandFailure(
          file.path()
              + ":"
              + number
              + " is longer than "
              + MAX_LINE_BYTES
              + " bytes; write one JSON object a line");
    }
  }
}
