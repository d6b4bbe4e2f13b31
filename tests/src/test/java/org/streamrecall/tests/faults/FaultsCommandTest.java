package org.streamrecall.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** One fault of each kind, on the real broker and the real cluster. */
class FaultsCommandTest {
  @Test
  @Timeout(240)
  void shouldAnswerEachQueryOnceToTheByteWhateverFails() {
    requireSame(1000, "--seconds", "2", "--seed", "3");
  }

  static void requireSame(int queries, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        FaultsCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("--kills", "4", "--queries", Integer.toString(queries), "--json"));
    int status = command.execute(args.toArray(new String[0]));
    assertThat(out.toString())
        .as(err.toString())
        .isEqualTo(
            "{\"kills\":{\"task\":1,\"taskManager\":1,\"cancelRestore\":1,\"broker\":1},"
                + "\"queries\":"
                + queries
                + ",\"missing\":0,\"duplicates\":0,\"different\":0}"
                + System.lineSeparator());
    assertThat(status).isZero();
  }
}
