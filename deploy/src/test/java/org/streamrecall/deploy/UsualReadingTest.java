package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody has said what makes moments alike: a file says it, and the command says what it took. */
class UsualReadingTest {
  @TempDir private Path folder;
  private Path file;

  /** Every three hours for four weeks: a load, a mode, a level that comes back each day. */
  @BeforeEach
  void write() throws IOException {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8 * 28; i++) {
      double load = random.nextGaussian();
      int mode = random.nextInt(3);
      double power = 10 * (i % 8) + 5 * mode + load + 0.1 * random.nextGaussian();
      lines.add(
          String.format(
              Locale.ROOT,
              "{\"machine\":\"m\",\"at\":%d,\"load\":%.3f,\"mode\":\"r%d\",\"id\":\"e%d\","
                  + "\"site\":\"north\",\"power\":%.3f,\"alarm\":%d}",
              1_700_000_000_000L + i * 3 * 3_600_000L,
              load,
              mode,
              i,
              power,
              power > 78 ? 1 : 0));
    }
    file = Files.write(folder.resolve("power.jsonl"), lines);
  }

  private Invocation replay(String... more) {
    List<Object> args =
        new ArrayList<>(
            List.of("replay", "--events", file, "--key", "machine", "--time", "at", "--score"));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  @Test
  void shouldChooseByWhatFieldsHold() {
    Invocation call = replay("--predict", "power", "--without", "alarm");
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err())
        .contains(
            "chosen by the first 224 lines: --key machine --time at --like \"hour(at), weekday(at),"
                + " lag(power,1), load, category(mode), lag(power,8)\" --predict power\n");
    assertThat(call.out()).containsPattern("\nStreamRecall +0\\.[0-9]{3} ");
  }

  @Test
  void shouldTakeTheTargetItselfAndItsSeasonForWhatComesNext() {
    Invocation call = replay("--predict", "next(power)", "--without", "alarm,load,mode");
    assertThat(call.err())
        .contains("--like \"hour(at), weekday(at), power, lag(power,1..3), lag(power,7)\"");
  }

  @Test
  void shouldGoOnWithTheLineThatItPrints() {
    Invocation chosen = replay("--predict", "power");
    String like = chosen.err().replaceAll("(?s).*--like \"(.*?)\".*", "$1");
    Invocation said = replay("--predict", "power", "--like", like);
    assertThat(said.out()).isEqualTo(chosen.out());
    assertThat(said.err()).doesNotContain("--like");
  }

  @Test
  void shouldChooseForTrainingToo() {
    Path model = folder.resolve("model");
    Invocation call =
        Invocation.of(
            "train",
            file,
            "--key",
            "machine",
            "--time",
            "at",
            "--predict",
            "power",
            "--out",
            model,
            "--steps",
            2);
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.err()).contains("chosen by the first 224 lines: --key machine");
  }

  @Test
  void shouldSayThatAChosenLineHasNothingToLeaveOut() {
    assertThat(replay("--predict", "power", "--like", "load", "--without", "mode").err())
        .contains("--without goes with a file whose --like is chosen; leave it out");
  }
}
