package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay --events} on CSV as people write it. */
class OddCsvTest {
  @TempDir private Path folder;

  private Invocation replay(String name, String... rows) throws IOException {
    return EventReplays.replay(Files.write(folder.resolve(name), List.of(rows)));
  }

  /** Where a number is read: an id that looks like one stays as it is. */
  @Test
  void shouldReadNumbersInEveryPlainForm() throws IOException {
    Invocation replay =
        replay(
            "PAY.CSV",
            "card, at,merchant,amount,phone",
            "007,1,+2,+2,+49",
            "007, 2 ,.5,.5,x",
            "007,3,5.,-5.,x",
            "007,4, 6 , 6 ,x",
            "007,5,1e3,1e3,x,");
    assertThat(replay.status()).as(replay.err()).isZero();
    assertThat(replay.out().lines().map(line -> line.replaceFirst(",\"recall.*", "")))
        .containsExactly(
            "{\"card\":\"007\",\"at\":1,\"merchant\":\"+2\",\"amount\":2.0,\"phone\":\"+49\"",
            "{\"card\":\"007\",\"at\":2,\"merchant\":\".5\",\"amount\":0.5,\"phone\":\"x\"",
            "{\"card\":\"007\",\"at\":3,\"merchant\":\"5.\",\"amount\":-5.0,\"phone\":\"x\"",
            "{\"card\":\"007\",\"at\":4,\"merchant\":\" 6 \",\"amount\":6,\"phone\":\"x\"",
            "{\"card\":\"007\",\"at\":5,\"merchant\":1e3,\"amount\":1e3,\"phone\":\"x\"");
  }

  @Test
  void shouldSayWhatItExpects() throws IOException {
    assertFails(
        "pay.csv: the first row is one name, \"card:at:amount\"; separate names and cells by commas,"
            + " semicolons, tabs or |, or say --separator",
        replay("pay.csv", "card:at:amount", "c:1:2"));
    assertFails("pay.csv is empty; write a row of names", replay("pay.csv"));
    assertFails(
        "pay.csv: the first row has \"at\" twice; rename one of them",
        replay("pay.csv", "card,at,at,amount", "c,1,2,3"));
  }

  private static void assertFails(String sentence, Invocation call) {
    assertThat(call.err()).contains(sentence).hasLineCount(1);
    assertThat(call.status()).isEqualTo(1);
  }
}
