package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeSet;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the job's jar says to those who submit it; that it runs is shown by tests/cluster. */
class JobMainTest {
  private static final String[] SERVERS = {"--bootstrap-servers", "localhost:1"};

  @Test
  void shouldTakeTheOptionsOfRun() {
    TreeSet<String> ofRun = options(new RunCommand());
    assertThat(ofRun).contains("--bootstrap-servers", "--events", "--model", "--order", "--state");
    ofRun.add("--help");
    ofRun.add("-h");
    assertThat(options(new JobCommand())).isEqualTo(ofRun);
  }

  private static TreeSet<String> options(Object command) {
    return new TreeSet<>(new CommandLine(command).getCommandSpec().optionsMap().keySet());
  }

  @Test
  void shouldLeaveToTheClusterWhatItHasSettingsFor() {
    String sentence =
        "streamrecall: --state, --backend, --rocksdb-memory, --parallelism and --restarts are for a run in one"
            + " process; a cluster is told before the jar: flink run -t remote -p 4 -s CHECKPOINT -D"
            + " state.backend.type=rocksdb";
    assertRefused(sentence, "--state", "here");
    assertRefused(sentence, "--backend", "heap");
    assertRefused(sentence, "--rocksdb-memory", "256m");
    assertRefused(sentence, "--parallelism", "2");
    assertRefused(sentence, "--restarts", "2");
  }

  @Test
  void shouldSayWhatIsWrongInOneSentence() {
    assertRefused("streamrecall: Unknown option: '--nonsense'", "--nonsense");
    assertRefused(
        "streamrecall: --model nowhere does not exist; correct the path", "--model", "nowhere");
    assertRefused(
        "streamrecall: no Kafka broker answers at localhost:1; start one or correct"
            + " --bootstrap-servers",
        "--events",
        "a",
        "--out",
        "b",
        "--key",
        "k",
        "--like",
        "x",
        "--predict",
        "y");
  }

  private static void assertRefused(String sentence, String... more) {
    String[] args = new String[SERVERS.length + more.length];
    System.arraycopy(SERVERS, 0, args, 0, SERVERS.length);
    System.arraycopy(more, 0, args, SERVERS.length, more.length);
    assertThatThrownBy(() -> JobMain.main(args))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessage(sentence);
  }
}
