package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTableTest {
  private final StringWriter out = new StringWriter();

  private LiveTable table(boolean terminal) {
    return new LiveTable(new PrintWriter(out), terminal, () -> List.of("head", "row"));
  }

  private static void tick(LiveTable table, int times) {
    IntStream.range(0, times).forEach(i -> table.tick());
  }

  @Test
  void shouldPrintNowAndThenWhereThereIsNoTerminal() {
    LiveTable table = table(false);
    tick(table, LiveTable.PRINTED);
    table.say("SORT");
    assertThat(out.toString().lines()).containsExactly("SORT");
    tick(table, LiveTable.PRINTED);
    table.say("IDLE");
    table.end();
    assertThat(out.toString().lines()).containsExactly("SORT", "", "head", "row", "", "IDLE");
  }

  @Test
  void shouldDrawOverItselfOnATerminal() {
    LiveTable table = table(true);
    tick(table, LiveTable.REDRAWN - 1);
    assertThat(out.toString()).isEmpty();
    tick(table, 1);
    assertThat(out.toString().lines()).containsExactly("", "head", "row");
    out.getBuffer().setLength(0);
    table.say("SORT");
    assertThat(out.toString().lines()).containsExactly("\033[3F\033[JSORT", "", "head", "row");
    out.getBuffer().setLength(0);
    table.end();
    table.end();
    assertThat(out.toString()).isEqualTo("\033[3F\033[J");
  }
}
