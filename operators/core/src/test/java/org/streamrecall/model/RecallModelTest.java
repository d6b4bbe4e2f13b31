package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Streams;

class RecallModelTest {
  private static final Schema SLOTS =
      Schema.of(FieldsJson.parse("{\"tag\":5,\"content\":3,\"kind\":\"classification\"}"));
  private static final Schema NUMBERS = Schema.of(FieldsJson.parse("{\"tag\":5,\"content\":3}"));

  private static ExactMeasure memory(Schema schema) {
    ExactMeasure nu = new ExactMeasure(schema.shape());
    Streams.mixture(200, 5, 3, 3, 1).forEach(nu::add);
    return nu;
  }

  @Test
  void shouldAnswerBeforeAnyTraining() {
    Atom asked = Streams.mixture(200, 5, 3, 3, 1).get(5);
    Answer answer = RecallModel.untrained(SLOTS).answer(memory(SLOTS), asked.tag(), new float[0]);
    int truth = asked.content()[0] == 1 ? 0 : asked.content()[1] == 1 ? 1 : 2;
    assertThat(answer.status()).isEqualTo(Status.OK);
    assertThat(answer.value()).hasSize(3);
    assertThat(answer.value()[truth]).isGreaterThan(0.9f);
    assertThat(answer.value()[0] + answer.value()[1] + answer.value()[2])
        .isCloseTo(1, Offset.offset(1e-6));
    assertThat(answer.tokens()).isEqualTo(200);
    assertThat(answer.asOf()).isEqualTo(1199);
    assertThat(answer.recalled()).hasSize(3);
    assertThat(answer.recalled().get(0).share())
        .isGreaterThanOrEqualTo(answer.recalled().get(1).share());
  }

  @Test
  void shouldAnswerWithRecalledContentBeforeAnyTraining() {
    Atom asked = Streams.mixture(200, 5, 3, 3, 1).get(5);
    Answer slots = RecallModel.untrained(SLOTS).answer(memory(SLOTS), asked.tag(), new float[0]);
    Answer numbers =
        RecallModel.untrained(NUMBERS).answer(memory(NUMBERS), asked.tag(), new float[0]);
    assertThat(numbers.value()).containsExactly(slots.value(), Offset.offset(1e-4));
  }

  @Test
  void shouldGiveAnEmptyContextADefinedAnswer() {
    Answer slots =
        RecallModel.untrained(SLOTS)
            .answer(new ExactMeasure(SLOTS.shape()), new float[5], new float[0]);
    assertThat(slots.status()).isEqualTo(Status.EMPTY_CONTEXT);
    assertThat(slots.value()).isEmpty();
    Answer numbers =
        RecallModel.untrained(NUMBERS)
            .answer(new ExactMeasure(NUMBERS.shape()), new float[5], new float[0]);
    assertThat(numbers.value()).containsExactly(0, 0, 0);
  }

  @Test
  void shouldComeBackFromItsFileAsItWas(@TempDir Path folder) throws IOException {
    RecallModel model = RecallModel.untrained(SLOTS);
    Path file = folder.resolve("model.safetensors");
    Files.write(file, model.toBytes());
    RecallModel loaded = RecallModel.load(file);
    assertThat(loaded.id()).isEqualTo(model.id()).startsWith("sha256:");
    assertThat(loaded.toBytes()).isEqualTo(model.toBytes());
    assertThat(loaded.schema().hash()).isEqualTo(model.schema().hash());
    float[] tag = Streams.mixture(1, 5, 1, 3, 2).get(0).tag();
    assertThat(loaded.answer(memory(SLOTS), tag, new float[0]).value())
        .isEqualTo(model.answer(memory(SLOTS), tag, new float[0]).value());
  }

  @Property(tries = 300)
  void shouldRefuseAnyChangedByteInWords(
      @ForAll @IntRange(min = 0, max = 1 << 20) int at, @ForAll byte flip) {
    byte[] bytes = RecallModel.untrained(SLOTS).toBytes();
    bytes[at % bytes.length] ^= flip == 0 ? 1 : flip;
    assertThatThrownBy(() -> RecallModel.fromBytes(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .isNotBlank();
  }

  @Test
  void shouldRefuseATruncatedFileNamingIt(@TempDir Path folder) throws IOException {
    byte[] bytes = RecallModel.untrained(SLOTS).toBytes();
    Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 9));
    assertThatThrownBy(() -> RecallModel.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(file + ": ");
  }

  @Test
  void shouldRefuseAnUnknownVersion() {
    Safetensors file = Safetensors.read(RecallModel.untrained(SLOTS).toBytes());
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    metadata.put("version", "99");
    byte[] bytes = Safetensors.write(file.tensors(), metadata);
    assertThatThrownBy(() -> RecallModel.fromBytes(bytes))
        .hasMessageContaining("version=99, this program reads 2; train a model with this program");
  }

  @Test
  void shouldCheckSizesBeforeItMakesRoomForThem() {
    Safetensors file = Safetensors.read(RecallModel.untrained(SLOTS).toBytes());
    Map<String, String> metadata = new TreeMap<>(file.metadata());
    metadata.put("hidden", "4096");
    metadata.put("id", ModelFile.id(file.tensors(), without(metadata, "id")));
    byte[] bytes = Safetensors.write(file.tensors(), metadata);
    assertThatThrownBy(() -> RecallModel.fromBytes(bytes))
        .hasMessageContaining("tensor \"readout.u1\" is")
        .hasMessageContaining("as the metadata says; train anew");
  }

  private static Map<String, String> without(Map<String, String> metadata, String key) {
    Map<String, String> rest = new TreeMap<>(metadata);
    rest.remove(key);
    return rest;
  }

  @Test
  void shouldKnowSlotsOfAnyWeight() {
    ExactMeasure nu = new ExactMeasure(SLOTS.shape());
    for (Atom atom : Streams.mixture(20, 5, 3, 3, 1)) {
      nu.add(new Atom(atom.tag(), atom.content(), 1e-30, atom.time(), null));
    }
    assertThat(RecallModel.untrained(SLOTS).answer(nu, new float[5], new float[0]).value())
        .hasSize(3);
  }

  @Test
  void shouldSayWhatAnUntrainedModelCannotAnswer() {
    Schema other = Schema.of(FieldsJson.parse("{\"tag\":5,\"content\":3,\"target\":1}"));
    assertThatThrownBy(() -> RecallModel.untrained(other))
        .hasMessageContaining("target=1 differs from content=3; train one first");
  }

  @Test
  void shouldNotDependOnTheNumbersOfSlots() {
    List<Atom> atoms = Streams.mixture(200, 5, 3, 3, 3);
    ExactMeasure plain = new ExactMeasure(SLOTS.shape());
    ExactMeasure renamed = new ExactMeasure(SLOTS.shape());
    for (Atom atom : atoms) {
      plain.add(atom);
      float[] e = atom.content();
      renamed.add(new Atom(atom.tag(), new float[] {e[2], e[0], e[1]}, 1, atom.time(), null));
    }
    RecallModel model = RecallModel.untrained(SLOTS);
    double[] p = model.answer(plain, atoms.get(0).tag(), new float[0]).value();
    double[] q = model.answer(renamed, atoms.get(0).tag(), new float[0]).value();
    assertThat(q).containsExactly(new double[] {p[2], p[0], p[1]}, Offset.offset(1e-6));
  }
}
