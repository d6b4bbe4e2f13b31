package org.streamrecall.deploy;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * The JSON objects of a file, one at a time: one a line, over several lines, or the elements of one
 * array, which is never whole in memory. An object of several lines comes as one line.
 */
final class JsonRecords {
  /** An array of objects, or of nothing: a line that is another array is a bad event. */
  private static final Pattern ARRAY = Pattern.compile("\\s*\\[\\s*([{\\]].*)?", Pattern.DOTALL);

  /** Of a blank one both are null. */
  private record Line(String place, byte[] json) {}

  private final InputFile file;
  private final EventLines.Consumer consumer;
  private final List<Line> open = new ArrayList<>(); // an object that has not ended
  private final JsonNesting nesting = new JsonNesting();
  private long openBytes;

  JsonRecords(InputFile file, EventLines.Consumer consumer) {
    this.file = file;
    this.consumer = consumer;
  }

  /**
   * @param more is asked after each object whether the next is to be read
   */
  void forEach(BooleanSupplier more) {
    try (BufferedInputStream in = file.open()) {
      if (ARRAY.matcher(PlainText.beginning(in, 1)).matches()) {
        elements(in, more);
      } else {
        JsonLines.forEach(file, in, this::line, this::blank, more);
        flush();
      }
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private void line(String place, byte[] json) {
    if (!open.isEmpty() && json[0] == '{') {
      flush(); // what is not indented is an object of its own
    }
    if (open.isEmpty()) {
      nesting.reset();
    }
    nesting.addAll(json);
    open.add(new Line(place, json));
    openBytes += json.length;
    if (nesting.isComplete()) {
      consumer.line(open.get(0).place(), joined());
      clear();
    } else if (nesting.isBroken() || openBytes > JsonLines.MAX_LINE_BYTES) {
      flush();
    }
  }

  private void blank() {
    if (open.isEmpty()) {
      consumer.blank();
    } else {
      open.add(new Line(null, null));
    }
  }

  /** Lines that are no object together are each by themselves what they are. */
  private void flush() {
    List<Line> lines = List.copyOf(open);
    clear();
    for (Line line : lines) {
      if (line.json() == null) {
        consumer.blank();
      } else {
        consumer.line(line.place(), line.json());
      }
    }
  }

  private void clear() {
    open.clear();
    openBytes = 0;
  }

  private byte[] joined() {
    if (open.size() == 1) {
      return open.get(0).json();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Line line : open) {
      if (line.json() != null) {
        all.writeBytes(oneLine(line.json()));
        all.write(' ');
      }
    }
    return all.toByteArray();
  }

  private static byte[] oneLine(byte[] json) {
    byte[] line = json.clone();
    for (int i = 0; i < line.length; i++) {
      line[i] = line[i] == '\r' || line[i] == '\n' ? (byte) ' ' : line[i]; // in no text of JSON
    }
    return line;
  }

  // ---- one array ----

  private void elements(BufferedInputStream in, BooleanSupplier more) throws IOException {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    long number = 1;
    long began = 0;
    boolean inside = false; // of the array
    boolean ended = false;
    nesting.reset();
    for (int next = in.read(); next >= 0 && more.getAsBoolean(); next = in.read()) {
      number += next == '\n' ? 1 : 0;
      boolean between = nesting.depth() == 0 && !nesting.isInText();
      if (!inside && between && !ended) {
        inside = next == '[';
      } else if (between && (next == ',' || next == ']')) {
        take(element, began);
        ended = next == ']';
        inside = !ended;
      } else if (element.size() > 0 || !Character.isWhitespace(next)) {
        began = element.size() == 0 ? number : began;
        nesting.add(next);
        element.write(next);
        requireShort(began, element.size());
      }
    }
    if (more.getAsBoolean()) {
      take(element, began);
      if (!ended) {
        consumer.refused(file.path() + ":" + number, "the array has no end: the file is cut short");
      }
    }
  }

  private void take(ByteArrayOutputStream element, long began) {
    if (element.size() > 0) {
      consumer.line(file.path() + ":" + began, oneLine(element.toByteArray()));
      element.reset();
    }
    nesting.reset();
  }

  private void requireShort(long line, int length) {
    if (length > JsonLines.MAX_LINE_BYTES) {
      throw new CommandFailure(
          file.path()
              + ":"
              + line
              + " is longer than "
              + JsonLines.MAX_LINE_BYTES
              + " bytes; an event is smaller");
    }
  }
}
