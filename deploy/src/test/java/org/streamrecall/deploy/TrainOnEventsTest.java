package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.model.RecallModel;

/** {@code train EVENTS}. */
class TrainOnEventsTest {
  private static final String LIKE = "category(shop), hour(at)";

  @TempDir private Path folder;

  /** What is bought, and for how much, follows from shop and hour, for each card in its own way. */
  private Path purchases(int cards, int each) throws IOException {
    Random random = new Random(1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int card = 0; card < cards; card++) {
        int shop = random.nextInt(4);
        int hour = random.nextInt(24);
        int bought = new Random(99 * card + 4 * shop + hour / 6).nextInt(5);
        long at = 86_400_000L * (19_675 + i) + 3_600_000L * hour; // of 2023 and after
        lines.add(
            "{\"card\":\"c"
                + card
                + "\",\"at\":"
                + at
                + ",\"shop\":\"s"
                + shop
                + "\",\"bought\":\"b"
                + bought
                + "\",\"amount\":"
                + (10 * bought + random.nextGaussian())
                + "}");
      }
    }
    return Files.write(folder.resolve("events.jsonl"), lines);
  }

  private Invocation train(Path events, String predict, Object... more) {
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                events,
                "--key",
                "card",
                "--time",
                "at",
                "--like",
                LIKE,
                "--predict",
                predict,
                "--out",
                folder.resolve("model"),
                "--steps",
                40));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  @Test
  void shouldTrainCategoriesAndShowWhatItWasGoodFor() throws IOException {
    Invocation call = train(purchases(8, 200), "category(bought)");
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out())
        .containsPattern("category\\(bought\\) +held-out time +held-out keys\n")
        .contains("  untrained default")
        .containsPattern("shares so far +[0-9.]+ % +[0-9.]+ +[0-9.]+ % +[0-9.]+\\n")
        .contains("held-out keys: ")
        .contains("\"events\":1600");
    EventSchema schema = EventSchema.of("card", "at", LIKE, "category(bought)", null);
    assertThat(RecallModel.load(folder.resolve("model")).schema().hash())
        .isEqualTo(schema.untrained().schema().hash());
  }

  private Invocation trainWalk(Object... more) throws IOException {
    Random random = new Random(2);
    List<String> lines = new ArrayList<>();
    double[] walk = new double[6];
    for (int i = 0; i < 240; i++) {
      for (int card = 0; card < walk.length; card++) {
        walk[card] += random.nextGaussian();
        double load = random.nextGaussian();
        lines.add(
            "{\"card\":\"c"
                + card
                + "\",\"load\":"
                + load
                + ",\"amount\":"
                + (walk[card] + load)
                + "}");
      }
    }
    List<Object> args =
        new ArrayList<>(
            List.of(
                "train",
                Files.write(folder.resolve("walk.jsonl"), lines),
                "--key",
                "card",
                "--like",
                "load",
                "--predict",
                "amount",
                "--out",
                folder.resolve("walk"),
                "--steps",
                20));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  private RecallModel walk() throws IOException {
    return RecallModel.load(folder.resolve("walk"));
  }

  /** Error on held-out time, from the table, in the unit of what is foretold. */
  private static double heldOut(Invocation call, String method) {
    String line = call.out().lines().filter(l -> l.startsWith(method)).findAny().orElseThrow();
    return Double.parseDouble(line.substring(method.length()).strip().split(" +")[1]);
  }

  /** The schema stands, so that the model can be swapped in; what would be better is said. */
  @Test
  void shouldSayThatAnotherBaseWouldBeBetterAndKeepTheSchema() throws IOException {
    Invocation call = trainWalk();
    assertThat(call.status()).as(call.err()).isZero();
    double none = heldOut(call, "  untrained default");
    double last = heldOut(call, "  untrained, base last");
    assertThat(last).isLessThan(0.9 * none);
    assertThat(call.out())
        .contains(
            String.format(
                Locale.ROOT,
                "untrained, the RMSE with base last is %.0f %% below that with base none on"
                    + " held-out time; ask for it by --base last or --refit-schema: it needs a"
                    + " new memory",
                100 * (1 - last / none)));
    EventSchema schema = EventSchema.of("card", null, "load", "amount", null);
    assertThat(walk().schema().hash()).isEqualTo(schema.schema().hash());
    assertThat(trainWalk("--base", "last").out()).doesNotContain("ask for it");
    assertThat(trainWalk("--base", "none").out()).doesNotContain("ask for it");
  }

  @Test
  void shouldRefitTheSchemaAndSayWhatThatMeans() throws IOException {
    Invocation call = trainWalk("--refit-schema");
    assertThat(call.status()).as(call.err()).isZero();
    assertThat(call.out())
        .containsPattern("base none +[0-9.]+\n")
        .containsPattern("base last +[0-9.]+ +-[0-9.]+ % +chosen\n")
        .containsPattern("training .*on validation \\([0-9.]+, untrained [0-9.]+\\)")
        .contains(
            "the schema is another than the untrained default's: the model needs a new memory");
    assertThat(EventSchema.of(walk()).base().toString()).isEqualTo("last");
    Invocation replay =
        Invocation.of(
            "replay",
            "--events",
            folder.resolve("walk.jsonl"),
            "--model",
            folder.resolve("walk"),
            "--score");
    assertThat(replay.status()).as(replay.err()).isZero();
    assertThat(replay.out()).containsPattern("\\n  untrained default +[0-9.]+ +[0-9.]+\\n");
    String id = walk().id();
    assertThat(trainWalk("--refit-schema").status()).isZero();
    assertThat(walk().id()).isEqualTo(id);
  }

  @Test
  void shouldRefuseToChooseABaseWhereThereIsNoneToChoose() throws IOException {
    Path events = purchases(2, 10);
    assertThat(train(events, "category(bought)", "--refit-schema").err())
        .contains(
            "--refit-schema chooses what numbers are told from, and category(bought) is a category:"
                + " leave it out");
    assertThat(trainWalk("--refit-schema", "--base", "last").err())
        .contains("--refit-schema chooses the base that --base names; say one or the other");
    assertThat(train(events, "amount", "--heads", 2).err())
        .contains("--heads does not go with events; say one or the other");
  }

  @Test
  void shouldNotRefitEpisodes() {
    assertThat(
            Invocation.of(
                    "train",
                    "--episodes",
                    folder,
                    "--schema",
                    folder,
                    "--out",
                    folder,
                    "--refit-schema")
                .err())
        .contains("--refit-schema goes with events; episodes' schemas are fitted always");
  }
}
