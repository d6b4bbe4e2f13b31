package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.streamrecall.events.schema.EventSchema;

/**
 * The events of a file, one at a time, as JSON objects: its lines, or for a name that ends in .csv
 * its rows.
 */
final class EventLines {
  /** What is made of them. */
  interface Consumer {
    /**
     * @param place the file and the line's number, as messages name it
     * @param json the event as a JSON object; of JSON Lines the line as it is, whatever it holds
     */
    void line(String place, byte[] json);

    /** A row that cannot be named by the first one. */
    void refused(String place, String reason);

    /** A line of white space; rows of CSV that are blank are passed over. */
    default void blank() {}
  }

  private EventLines() {}

  static void forEach(InputFile file, EventSchema schema, Consumer consumer) {
    forEach(file, schema, consumer, () -> true);
  }

  private static void forEach(
      InputFile file, EventSchema schema, Consumer consumer, BooleanSupplier more) {
    if (name(file).endsWith(".tsv")) {
      throw new CommandFailure(
          file.path() + " ends in .tsv, and tabs are not read; write it with commas, as .csv");
    }
    if (isCsv(file)) {
      new CsvRows(file, schema).forEach(consumer::line, consumer::refused, more);
    } else {
      JsonLines.forEach(file, consumer::line, consumer::blank, more);
    }
  }

  static boolean isCsv(InputFile file) {
    return name(file).endsWith(".csv");
  }

  private static String name(InputFile file) {
    return file.path().toString().toLowerCase(Locale.ROOT);
  }

  /**
   * A file's first events, those of {@link HeldLines#MOST_BYTES} at most; no more of it is read.
   * Rows that cannot be named by the first one are passed over.
   */
  static List<byte[]> first(InputFile file, EventSchema schema, int most) {
    First first = new First();
    forEach(
        file, schema, first, () -> first.lines.size() < most && first.bytes < HeldLines.MOST_BYTES);
    return first.lines;
  }

  private static final class First implements Consumer {
    final List<byte[]> lines = new ArrayList<>();
    long bytes;

    @Override
    public void line(String place, byte[] json) {
      lines.add(json);
      bytes += json.length;
    }

    @Override
    public void refused(String place, String reason) {
      // told of where the file is read again
    }
  }
}
