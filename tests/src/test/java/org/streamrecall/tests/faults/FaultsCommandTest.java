package org.streamrecall.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** One fault of each kind, on the real broker and the real cluster. */
class FaultsCommandTest {
  @Test
  @Timeout(240)
  void shouldAnswerEachQueryOnceToTheByteWhateverFails() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        FaultsCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status =
        command.execute(
            "--kills", "4", "--queries", "2000", "--seconds", "3", "--seed", "3", "--json");
    assertThat(out.toString())
        .as(err.toString())
        .isEqualTo(
            "{\"kills\":{\"task\":1,\"taskManager\":1,\"cancelRestore\":1,\"broker\":1},"
                + "\"queries\":2000,\"missing\":0,\"duplicates\":0,\"different\":0}"
                + System.lineSeparator());
    assertThat(status).isZero();
  }
}
