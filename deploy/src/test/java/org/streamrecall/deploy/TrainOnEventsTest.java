package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.events.EventSchema;
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
        long at = 86_400_000L * i + 3_600_000L * hour;
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
        .containsPattern("right, log loss before known +held-out time +held-out keys")
        .contains("  every token kept")
        .contains("  untrained default")
        .containsPattern("most frequent category +[0-9.]+ % +[0-9.]+ +[0-9.]+ % +[0-9.]+\\n")
        .contains("held-out keys: ")
        .contains("\"events\":1600");
    EventSchema schema = EventSchema.of("card", "at", LIKE, "category(bought)", null);
    assertThat(RecallModel.load(folder.resolve("model")).schema().hash())
        .isEqualTo(schema.untrained().schema().hash());
  }
}
