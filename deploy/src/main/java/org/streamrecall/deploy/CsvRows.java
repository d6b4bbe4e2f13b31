package org.streamrecall.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.events.schema.EventSchema;

/**
 * The rows of a CSV file under the first one's names. A cell that is a number of JSON is one, as it
 * is written; where a number is read, other plain forms of one are too: {@code +2}, {@code .5}. An
 * empty cell is missing.
 */
final class CsvRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern PLAIN =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private final InputFile file;
  private final Set<String> numbers; // fields that are read as numbers, and only so

  CsvRows(InputFile file, EventSchema schema) {
    this.file = file;
    EventFields fields = EventFields.of(schema);
    numbers = new HashSet<>(fields.numbers());
    if (schema.time() != null) {
      numbers.add(schema.time());
    }
    fields.texts().forEach(numbers::remove);
    numbers.remove(schema.key());
  }

  /**
   * @param refused is told of each row that cannot be named by the first one: its place and why
   * @param more is asked before each row whether it is to be read
   */
  void forEach(
      JsonLines.Consumer consumer, BiConsumer<String, String> refused, BooleanSupplier more) {
    CsvMapper mapper = new CsvMapper();
    mapper.enable(CsvParser.Feature.WRAP_AS_ARRAY);
    mapper.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
    try (InputStream in = file.open();
        MappingIterator<String[]> rows = mapper.readerFor(String[].class).readValues(in)) {
      String[] names = null;
      while (more.getAsBoolean() && rows.hasNextValue()) {
        String place = file.path() + ":" + rows.getCurrentLocation().getLineNr();
        String[] cells = next(rows, place);
        if (names == null) {
          names = header(cells);
        } else if (cells.length > names.length && !endsInComma(cells, names)) {
          refused.accept(
              place,
              "the row has "
                  + cells.length
                  + " cells, the first one "
                  + names.length
                  + " names; quote what holds commas");
        } else {
          consumer.line(place, JSON.writeValueAsBytes(object(names, cells)));
        }
      }
      if (names == null) {
        throw new CommandFailure(
            file.path() + " is empty; write a row of names, and one row an event");
      }
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private static String[] next(MappingIterator<String[]> rows, String place) throws IOException {
    try {
      return rows.nextValue();
    } catch (JsonProcessingException e) {
      throw new CommandFailure(
          place + ": the row is not CSV: " + e.getOriginalMessage() + "; correct it", e);
    }
  }

  /** Whether a cell without white space around it is taken for a number where one is read. */
  static boolean isNumber(String cell) {
    return PLAIN.matcher(cell).matches();
  }

  private static boolean endsInComma(String[] cells, String[] names) {
    return cells.length == names.length + 1 && cells[names.length].isEmpty();
  }

  private String[] header(String[] cells) {
    Set<String> met = new HashSet<>();
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].strip();
      if (!met.add(cells[i])) {
        throw new CommandFailure(
            file.path() + ": the first row has \"" + cells[i] + "\" twice; rename one of them");
      }
    }
    if (cells.length == 1) {
      throw new CommandFailure(
          file.path()
              + ": the first row is one name, \""
              + cells[0]
              + "\"; separate names and cells by commas");
    }
    return cells;
  }

  private ObjectNode object(String[] names, String[] cells) {
    ObjectNode node = JSON.createObjectNode();
    for (int i = 0; i < Math.min(names.length, cells.length); i++) {
      put(node, names[i], cells[i]);
    }
    return node;
  }

  private void put(ObjectNode node, String name, String cell) {
    boolean number = numbers.contains(name);
    String text = number ? cell.strip() : cell;
    if (text.isEmpty()) {
      return;
    }
    if (NUMBER.matcher(text).matches()) {
      node.putRawValue(name, new RawValue(text));
    } else if (number && isNumber(text)) {
      node.put(name, Double.parseDouble(text));
    } else {
      node.put(name, text);
    }
  }
}
