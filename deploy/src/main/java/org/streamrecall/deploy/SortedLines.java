package org.streamrecall.deploy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.streamrecall.measure.Atom;

/**
 * Keeps all of a file's lines, then passes them on in order of time. What is made of each comes
 * back in the file's order.
 */
final class SortedLines implements EventLines.Consumer {
  /** Of a line beside its own bytes: its place and name, and its answer, which is held too. */
  static final int LINE_BYTES = 1400;

  private static final double SHARE = 0.5; // of the heap

  private final InputFile file;
  private final ToLongFunction<byte[]> time;
  private final long most;
  private final InTime<Passing> lines = new InTime<>();
  private long bytes;
  private long count;

  private interface Passing {
    void to(EventLines.Consumer next);
  }

  /**
   * @param time of a line, or {@link Atom#NO_TIME}
   */
  SortedLines(InputFile file, ToLongFunction<byte[]> time) {
    this(file, time, (long) (SHARE * Runtime.getRuntime().maxMemory()));
  }

  /**
   * @param most bytes that are held
   */
  SortedLines(InputFile file, ToLongFunction<byte[]> time, long most) {
    this.file = file;
    this.time = time;
    this.most = most;
  }

  @Override
  public void line(String place, byte[] json) {
    hold(json.length, time.applyAsLong(json), next -> next.line(place, json));
  }

  @Override
  public void refused(String place, String reason) {
    hold(reason.length(), Atom.NO_TIME, next -> next.refused(place, reason));
  }

  @Override
  public void blank() {
    hold(0, Atom.NO_TIME, EventLines.Consumer::blank);
  }

  private void hold(long length, long at, Passing line) {
    bytes += length + LINE_BYTES;
    count++;
    if (bytes > most) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "%s is too long for --sort, which keeps all lines and their answers in memory: the first"
                  + " %,d take %s, half of the heap; give it more (STREAMRECALL_JAVA_OPTS=-Xmx8g), or"
                  + " sort the file before and leave --sort out",
              file.path(),
              count,
              Bytes.text(bytes)));
    }
    lines.add(at, line);
  }

  /**
   * Passes all on.
   *
   * @return the place in the file of each, in the order in which they were passed
   */
  int[] release(EventLines.Consumer next) {
    List<InTime.Placed<Passing>> sorted = lines.sorted();
    sorted.forEach(line -> line.what().to(next));
    return sorted.stream().mapToInt(InTime.Placed::place).toArray();
  }

  /**
   * Brings what was made of lines back into the order of the file.
   *
   * @param made in the order of {@code places}
   */
  static List<byte[]> inFileOrder(List<byte[]> made, int[] places) {
    byte[][] back = new byte[places.length][];
    for (int i = 0; i < back.length; i++) {
      back[places[i]] = made.get(i);
    }
    return Arrays.asList(back);
  }
}
