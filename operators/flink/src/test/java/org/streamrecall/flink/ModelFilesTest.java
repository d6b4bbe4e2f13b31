package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.measure.Atom;

class ModelFilesTest {
  @TempDir private Path parent;

  /** What comes out, in this JVM. */
  private static final class Heard implements MapFunction<ModelUpdate, ModelUpdate> {
    private static final long serialVersionUID = 1;

    static final Queue<ModelUpdate> UPDATES = new ConcurrentLinkedQueue<>();

    @Override
    public ModelUpdate map(ModelUpdate update) {
      UPDATES.add(update);
      return update;
    }

    static ModelUpdate await(String name) throws InterruptedException {
      for (int i = 0; i < 3000; i++) {
        for (ModelUpdate update : UPDATES) {
          if (update.name().equals(name)) {
            return update;
          }
        }
        Thread.sleep(10);
      }
      throw new AssertionError("\"" + name + "\" did not come; " + UPDATES + " did");
    }
  }

  @Test
  void shouldTakeInEveryNewFileOnce() throws Exception {
    Path folder = Files.createDirectory(parent.resolve("models.v1"));
    Files.write(folder.resolve("first.safetensors"), Example.MODEL.toBytes());
    Files.write(folder.resolve("half.safetensors.part"), new byte[3]);
    Heard.UPDATES.clear();
    StreamExecutionEnvironment environment = LocalEnvironment.of(2);
    environment.enableCheckpointing(50);
    DataStream<ModelUpdate> models =
        ModelFiles.watch(environment, folder.toUri().toString(), Duration.ofMillis(50), "models");
    models.map(new Heard(), RecallTypes.MODEL_UPDATE).sinkTo(new DiscardingSink<>());
    JobClient job = environment.executeAsync();

    ModelUpdate first = Heard.await("first");
    assertThat(first.safetensors()).isEqualTo(Example.MODEL.toBytes());
    assertThat(first.effectiveFrom()).isEqualTo(Atom.NO_TIME);

    Files.write(folder.resolve("later@1700000000000.part"), Example.SHARPER.toBytes());
    Files.move(
        folder.resolve("later@1700000000000.part"),
        folder.resolve("later@1700000000000.safetensors"));
    ModelUpdate later = Heard.await("later");
    assertThat(later.safetensors()).isEqualTo(Example.SHARPER.toBytes());
    assertThat(later.effectiveFrom()).isEqualTo(1_700_000_000_000L);

    Files.write(folder.resolve("odd@soon.safetensors"), new byte[3]);
    assertThat(Heard.await("odd@soon").fault())
        .isEqualTo(
            "the model file \"odd@soon.safetensors\" says no time behind its @; write milliseconds"
                + " since the epoch there, or rename it");
    job.cancel().get();
    assertThat(Heard.UPDATES).hasSize(3);
  }
}
