package org.streamrecall.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class KeysBenchCommandTest {
  private static final int BYTES = 4096;
  private static final Pattern SAYS =
      Pattern.compile(
          """
          300 keys are there after [0-9.]+ s
          ([0-9,]+) answers a second, [0-9.]+ us of CPU each
          state of [0-9.,]+ MB, ([0-9,]+) bytes a key
          [0-9]+ checkpoints: [0-9.]+ s and [0-9.,]+ MB on average, at most [0-9.]+ s
          """);

  private record Called(int status, String out, String err) {}

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void shouldCountAnswersOfKeysThatAreFull(String backend) {
    Called called = few("--backend", backend);
    Matcher says = SAYS.matcher(called.out());
    assertThat(says.matches()).as(called.out() + called.err()).isTrue();
    assertThat(number(says.group(1))).isPositive();
    // RocksDB's files hold what was written last before too, and what all jobs have at least.
    assertThat(number(says.group(2))).isBetween(BYTES / 2L, 4L * BYTES);
    assertThat(called.status()).isZero();
  }

  @Test
  void shouldAskTokensToo() {
    Called called = few("--tokens", "--zipf", "1");
    assertThat(called.out()).as(called.err()).matches(SAYS);
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThat(few("--rocksdb-memory", "64m").err())
        .startsWith("--rocksdb-memory goes with --backend rocksdb");
    assertThat(few("--keys", "0").err()).startsWith("--keys 0 is below 1");
    assertThat(few("--fill", "0").err()).startsWith("--fill 0 is below 1");
    assertThat(few("--bytes", "100").err()).startsWith("sketch.bytes=100 is below the");
  }

  /** The command on few keys, for a second. */
  private static Called few(String... more) {
    List<String> args = new ArrayList<>(List.of("--seconds", "1", "--checkpoint-interval", "300"));
    args.addAll(List.of(more));
    if (!args.contains("--keys")) {
      args.addAll(List.of("--keys", "300"));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new KeysBenchCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(args.toArray(String[]::new));
    return new Called(status, out.toString(), err.toString());
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }
}
