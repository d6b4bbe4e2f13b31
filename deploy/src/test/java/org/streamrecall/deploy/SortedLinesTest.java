package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;

class SortedLinesTest {
  private static final InputFile FILE = new InputFile("EVENTS", Path.of("events.csv"));

  private static EventLines.Consumer into(List<String> passed) {
    return new EventLines.Consumer() {
      @Override
      public void line(String place, byte[] json) {
        passed.add(place);
      }

      @Override
      public void refused(String place, String reason) {
        passed.add(place);
      }
    };
  }

  /** A stable sort, and back. */
  @Property(seed = "1", tries = 100)
  void shouldPassOnInOrderOfTimeAndBringBack(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 5) Integer> times) {
    SortedLines lines = new SortedLines(FILE, line -> line[0]);
    List<String> places = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      places.add(times.get(i) + ":" + i);
      lines.line(places.get(i), new byte[] {times.get(i).byteValue()});
    }
    List<String> passed = new ArrayList<>();
    int[] order = lines.release(into(passed));
    assertThat(passed)
        .containsExactlyElementsOf(
            places.stream().sorted(Comparator.comparing(place -> place.charAt(0))).toList());
    List<byte[]> made = passed.stream().map(String::getBytes).toList();
    assertThat(SortedLines.inFileOrder(made, order))
        .containsExactlyElementsOf(places.stream().map(String::getBytes).toList());
  }

  @Test
  void shouldLeaveWhatHasNoTimeBehindTheLineBeforeIt() {
    SortedLines lines = new SortedLines(FILE, line -> line[0] == 0 ? Atom.NO_TIME : line[0]);
    lines.line("first", new byte[] {0});
    lines.line("second", new byte[] {2});
    lines.refused("refused", "why");
    lines.line("third", new byte[] {0});
    lines.line("fourth", new byte[] {1});
    List<String> passed = new ArrayList<>();
    lines.release(into(passed));
    assertThat(passed).containsExactly("first", "fourth", "second", "refused", "third");
  }

  @Test
  void shouldSayTheLimitBeforeTheHeapIsFull() {
    SortedLines lines = new SortedLines(FILE, line -> 0, 2 * SortedLines.LINE_BYTES + 10);
    lines.line("1", new byte[5]);
    lines.line("2", new byte[5]);
    assertThatThrownBy(() -> lines.line("3", new byte[5]))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "events.csv is too long for --sort, which keeps all lines and their answers in memory:"
                + " the first 3 take 4.1 KB, half of the heap; give it more"
                + " (STREAMRECALL_JAVA_OPTS=-Xmx8g), or sort the file before and leave --sort out");
  }
}
