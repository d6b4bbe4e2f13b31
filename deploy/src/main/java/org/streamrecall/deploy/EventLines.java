package org.streamrecall.deploy;

import java.util.Locale;
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
    String name = file.path().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".tsv")) {
      throw new CommandFailure(
          file.path() + " ends in .tsv, and tabs are not read; write it with commas, as .csv");
    }
    if (name.endsWith(".csv")) {
      new CsvRows(file, schema).forEach(consumer::line, consumer::refused);
    } else {
      JsonLines.forEach(file, consumer::line, consumer::blank);
    }
  }
}
