package org.streamrecall.deploy;

import java.util.Locale;
import java.util.function.BiConsumer;
import org.streamrecall.events.EventSchema;

/**
 * The events of a file, one at a time, as JSON objects: its lines, or for a name that ends in .csv
 * its rows.
 */
final class EventLines {
  private EventLines() {}

  /**
   * @param refused is told of each row that cannot be named by the first one: its place and why
   */
  static void forEach(
      InputFile file,
      EventSchema schema,
      JsonLines.Consumer consumer,
      BiConsumer<String, String> refused) {
    String name = file.path().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".tsv")) {
      throw new CommandFailure(
          file.path() + " ends in .tsv, and tabs are not read; write it with commas, as .csv");
    }
    if (name.endsWith(".csv")) {
      new CsvRows(file, schema).forEach(consumer, refused);
    } else {
      JsonLines.forEach(file, consumer);
    }
  }
}
