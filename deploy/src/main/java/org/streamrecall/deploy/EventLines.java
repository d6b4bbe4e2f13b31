package org.streamrecall.deploy;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The events of a file, one at a time, as JSON objects: its lines, or for a name that ends in .csv
 * its rows under the first one's names. A CSV cell that reads as a number is one, and an empty one
 * is missing.
 */
final class EventLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventLines() {}

  static void forEach(InputFile file, JsonLines.Consumer consumer) {
    if (file.path().toString().endsWith(".csv")) {
      rows(file, consumer);
    } else {
      JsonLines.forEach(file, consumer);
    }
  }

  private static void rows(InputFile file, JsonLines.Consumer consumer) {
    CsvMapper mapper = new CsvMapper();
    mapper.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
    CsvSchema header = CsvSchema.emptySchema().withHeader();
    try (InputStream in = file.open();
        MappingIterator<Map<String, String>> rows =
            mapper.readerForMapOf(String.class).with(header).readValues(in)) {
      for (long number = 2; rows.hasNextValue(); number++) {
        ObjectNode node = JSON.createObjectNode();
        rows.nextValue().forEach((name, cell) -> put(node, name, cell));
        consumer.line(file.path() + ":" + number, JSON.writeValueAsBytes(node));
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
