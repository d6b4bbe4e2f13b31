package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps back a file's first lines until they have been looked at, then passes on these and all that
 * follow, in their order: what is read from a pipe can be read only once.
 */
final class HeldLines implements EventLines.Consumer {
  /** However few these are: lines may be long. */
  static final int MOST_BYTES = 1 << 26;

  private final int most; // lines
  private final EventLines.Consumer next;
  private final Consumer<List<byte[]>> look;
  private final List<byte[]> lines = new ArrayList<>();
  private List<Runnable> held = new ArrayList<>(); // null once they are released
  private long bytes;

  /**
   * @param most lines that are kept back, or fewer if they are long
   * @param look is shown them once, before {@code next} gets the first
   */
  HeldLines(int most, EventLines.Consumer next, Consumer<List<byte[]>> look) {
    this.most = most;
    this.next = next;
    this.look = look;
  }

  @Override
  public void line(String place, byte[] json) {
    if (held != null) {
      lines.add(json);
      bytes += json.length;
    }
    take(() -> next.line(place, json));
  }

  @Override
  public void refused(String place, String reason) {
    take(() -> next.refused(place, reason));
  }

  @Override
  public void blank() {
    take(next::blank);
  }

  private void take(Runnable line) {
    if (held == null) {
      line.run();
      return;
    }
    held.add(line);
    if (held.size() >= most || bytes >= MOST_BYTES) {
      release();
    }
  }

  /** Passes on what is still kept back: the file has ended. */
  void release() {
    if (held == null) {
      return;
    }
    List<Runnable> first = held;
    held = null;
    look.accept(List.copyOf(lines));
    lines.clear();
    first.forEach(Runnable::run);
  }
}
