package org.streamrecall.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.streamrecall.client.NumberText;
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
  private static final int LOOKED_AT = 4; // rows of a pipe, before the first is passed on
  private static final Pattern COMMENT_BELOW = Pattern.compile("\\n[^#\r\n][^\r\n]*\r?\n#");

  private final InputFile file;
  private final Set<String> numbers; // fields that are read as numbers, and only so
  private final Set<String> times; // of the numbers, whose zeros may tell a date
  private final Set<String> texts = new HashSet<>(); // that must stay as they are
  private CsvDialect dialect;
  private String units; // what is to be said of a row that holds them, or null

  CsvRows(InputFile file, EventSchema schema) {
    this.file = file;
    EventFields fields = EventFields.of(schema);
    numbers = new HashSet<>(fields.numbers());
    if (schema.time() != null) {
      numbers.add(schema.time());
    }
    times = new HashSet<>(fields.times());
    times.add(schema.time());
    texts.addAll(fields.texts());
    texts.add(schema.key());
    numbers.removeAll(texts);
  }

  /**
   * @param texts fields that must stay as they are; any other that looks like a number is one
   */
  CsvRows(InputFile file, Set<String> texts) {
    this.file = file;
    numbers = Set.of();
    times = Set.of();
    this.texts.addAll(texts);
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
    mapper.enable(CsvParser.Feature.ALLOW_COMMENTS);
    try (BufferedInputStream in = file.open()) {
      look(PlainText.beginning(in, LOOKED_AT));
      CsvSchema written = CsvSchema.emptySchema().withColumnSeparator(dialect.separator());
      try (MappingIterator<String[]> rows =
          mapper.readerFor(String[].class).with(written).readValues(in)) {
        forEach(rows, consumer, refused, more);
      }
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private void forEach(
      MappingIterator<String[]> rows,
      JsonLines.Consumer consumer,
      BiConsumer<String, String> refused,
      BooleanSupplier more)
      throws IOException {
    String[] names = null;
    while (more.getAsBoolean() && rows.hasNextValue()) {
      String place = file.path() + ":" + rows.getCurrentLocation().getLineNr();
      String[] cells = next(rows, place);
      if (names == null) {
        names = header(cells);
      } else if (units != null) {
        throw new CommandFailure(place + ": " + units);
      } else if (cells.length > names.length && !endsInSeparator(cells, names)) {
        refused.accept(
            place,
            "the row has "
                + cells.length
                + " cells, the first one "
                + names.length
                + " names; quote what holds "
                + (dialect.separator() == ',' ? "commas" : "the separator"));
      } else {
        consumer.line(place, JSON.writeValueAsBytes(object(names, cells)));
      }
    }
    if (names == null) {
      throw new CommandFailure(
          file.path() + " is empty; write a row of names, and one row an event");
    }
  }

  /** Finds how the rows are written, and says it. */
  private void look(String beginning) {
    EventFileOptions said = file.written();
    dialect = CsvDialect.of(beginning, said.separator(), said.decimal());
    units = UnitRow.in(CsvDialect.rows(beginning, dialect.separator()), dialect.decimalComma());
    boolean found = said.separator() == null || said.decimal() == null && dialect.decimalComma();
    if (found && dialect.said() != null) {
      said.say(file.path() + ": " + dialect.said());
    }
    if (COMMENT_BELOW.matcher(beginning).find()) {
      said.say(
          file.path()
              + ": lines that begin with # are comments and passed over; quote the first cell of a"
              + " row that is none");
    }
  }

  private static String[] next(MappingIterator<String[]> rows, String place) throws IOException {
    try {
      return rows.nextValue();
    } catch (JsonProcessingException e) {
      String why = e.getOriginalMessage();
      boolean encoded = why.contains("UTF-8");
      throw new CommandFailure(
          place
              + ": the row is not "
              + (encoded ? "UTF-8: " : "CSV: ")
              + why
              + (encoded ? "; say --charset, as --charset windows-1252" : "; correct it"),
          e);
    }
  }

  private static boolean endsInSeparator(String[] cells, String[] names) {
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
    if (cells.length == 1 && file.written().separator() == null) {
      throw new CommandFailure(
          file.path()
              + ": the first row is one name, \""
              + cells[0]
              + "\"; separate names and cells by commas, semicolons, tabs or |, or say --separator");
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
    String bare = number || file.written().trims() ? cell.strip() : cell;
    String text =
        dialect.decimalComma() && !texts.contains(name) ? CsvDialect.withPoint(bare) : bare;
    if (text.isEmpty()) {
      return;
    }
    if (NUMBER.matcher(text).matches()) {
      node.putRawValue(name, new RawValue(text));
    } else if (number && !times.contains(name) && NumberText.isNumber(text)) {
      node.put(name, Double.parseDouble(text));
    } else {
      node.put(name, text);
    }
  }
}
