package org.streamrecall.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvReadException;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The events of a file, one at a time, as JSON objects: its lines, or for a name that ends in .csv
 * its rows under the first one's names. A CSV cell that reads as a number is one, and an empty one
 * is missing.
 */
final class EventLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventLines() {}

  /**
   * @param refused is told of each row that cannot be named by the first one: its place and why
   */
  static void forEach(
      InputFile file, JsonLines.Consumer consumer, BiConsumer<String, String> refused) {
    if (file.path().toString().endsWith(".csv")) {
      rows(file, consumer, refused);
    } else {
      JsonLines.forEach(file, consumer);
    }
  }

  private static void rows(
      InputFile file, JsonLines.Consumer consumer, BiConsumer<String, String> refused) {
    CsvMapper mapper = new CsvMapper();
    mapper.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
    CsvSchema header = CsvSchema.emptySchema().withHeader();
    try (InputStream in = file.open();
        MappingIterator<Map<String, String>> rows =
            mapper.readerForMapOf(String.class).with(header).readValues(in)) {
      while (rows.hasNextValue()) {
        String place = file.path() + ":" + rows.getCurrentLocation().getLineNr();
        ObjectNode node = JSON.createObjectNode();
        try {
          rows.nextValue().forEach((name, cell) -> put(node, name, cell));
        } catch (CsvReadException e) { // the next row can be read
          refused.accept(
              place,
              "the row has more cells than the first one has names; quote what holds commas");
          continue;
        } catch (JsonProcessingException e) {
          throw new CommandFailure(
              place + ": the row is not CSV: " + e.getOriginalMessage() + "; correct it", e);
        }
        consumer.line(place, JSON.writeValueAsBytes(node));
      }
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private static void put(ObjectNode node, String name, String cell) {
    if (cell == null || cell.isEmpty()) {
      return;
    }
    if (cell.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
      node.put(name, new java.math.BigDecimal(cell));
    } else {
      node.put(name, cell);
    }
  }
}
