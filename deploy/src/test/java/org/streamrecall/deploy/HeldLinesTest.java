package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is kept back, the next one sees what it would have seen without. */
class HeldLinesTest {
  private final List<String> seen = new ArrayList<>();
  private final EventLines.Consumer next =
      new EventLines.Consumer() {
        @Override
        public void line(String place, byte[] json) {
          seen.add(place);
        }

        @Override
        public void refused(String place, String reason) {
          seen.add(place + " " + reason);
        }

        @Override
        public void blank() {
          seen.add("blank");
        }
      };

  private HeldLines holding(int most) {
    return new HeldLines(most, next, lines -> seen.add("looked at " + lines.size()));
  }

  @Test
  void shouldPassOnInOrderOnceEnoughAreThere() {
    HeldLines held = holding(3);
    held.line("1", new byte[1]);
    held.refused("2", "long");
    assertThat(seen).isEmpty();
    held.blank();
    held.line("4", new byte[1]);
    held.release();
    assertThat(seen).containsExactly("looked at 1", "1", "2 long", "blank", "4");
  }

  @Test
  void shouldPassOnAtTheEndOfAShortFile() {
    HeldLines held = holding(3);
    held.line("1", new byte[1]);
    held.release();
    assertThat(seen).containsExactly("looked at 1", "1");
  }

  @Test
  void shouldKeepBackNoMoreThanItsBytes() {
    HeldLines held = holding(3);
    held.line("1", new byte[HeldLines.MOST_BYTES]);
    assertThat(seen).containsExactly("looked at 1", "1");
  }
}
