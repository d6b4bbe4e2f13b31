package org.streamrecall.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.streamrecall.events.schema.EventSchema;

/**
 * The events of a file, one at a time, as JSON objects: the rows of CSV, the objects of JSON Lines,
 * or the elements of one JSON array.
 */
final class EventLines {
  private static final Pattern CSV =
      Pattern.compile(".*\\.(csv|tsv|tab|psv)(\\.gz)?", Pattern.CASE_INSENSITIVE);

  private static final Pattern JSON =
      Pattern.compile(".*\\.(json|jsonl|ndjson)(\\.gz)?", Pattern.CASE_INSENSITIVE);

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
    forEach(file, () -> new CsvRows(file, schema), consumer, more);
  }

  private static void forEach(
      InputFile file, Supplier<CsvRows> rows, Consumer consumer, BooleanSupplier more) {
    if (isCsv(file)) {
      rows.get().forEach(consumer::line, consumer::refused, more);
    } else {
      new JsonRecords(file, consumer).forEach(more);
    }
  }

  /**
   * The same where nothing is known of the events.
   *
   * @param key a field that stays a text as it is written, or null
   */
  static void forEach(InputFile file, String key, Consumer consumer) {
    Set<String> texts = key == null ? Set.of() : Set.of(key);
    forEach(file, () -> new CsvRows(file, texts), consumer, () -> true);
  }

  /** Whether a file's name tells how it is written. */
  static boolean isNamed(Path path) {
    String name = path.toString();
    return CSV.matcher(name).matches() || JSON.matcher(name).matches();
  }

  static boolean isCsv(InputFile file) {
    EventFileOptions.Format said = file.written().format();
    return said == null
        ? CSV.matcher(file.path().toString()).matches()
        : said == EventFileOptions.Format.CSV;
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
