package org.streamrecall.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.Measure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.measure.Streams;

/** Softmax attention over a union of measures is a sum: shards say together what one would. */
class ShardedRecallTest {
  private static final Schema SLOTS =
      Schema.of(FieldsJson.parse("{\"tag\":5,\"content\":3,\"kind\":\"classification\"}"));
  private static final Schema NUMBERS = Schema.of(FieldsJson.parse("{\"tag\":5,\"content\":3}"));
  private static final Schema LINES =
      Schema.of(FieldsJson.parse("{\"tag\":5,\"content\":3,\"readOut\":\"regress\"}"));
  private static final float[] NO_INPUTS = {};

  /** Two heads that have learned something, whatever it is. */
  private static RecallModel trained(Schema schema, long seed) {
    Network network = Network.start(schema, 2, 4, 4, seed, new double[3], new double[] {1, 2, 3});
    Random random = new Random(seed);
    double[] weights = network.weights().values();
    for (int i = 0; i < weights.length; i++) {
      weights[i] += 0.1 * random.nextGaussian();
    }
    return new RecallModel(network, TrainingRecord.NONE);
  }

  private static Answer sharded(
      RecallModel model, Decay decay, List<? extends Measure> shards, float[] tag) {
    ShardedRecall recall = new ShardedRecall(model, decay);
    List<PartialAnswer> said = new ArrayList<>();
    for (Measure shard : shards) {
      said.add(recall.ask(shard, tag));
    }
    return recall.merge(said, tag, NO_INPUTS);
  }

  /** Each token in a shard of its own choosing; some shards have none. */
  private static List<MeasureSketch> told(
      List<Atom> atoms, SketchLayout layout, int shards, long seed) {
    Random random = new Random(seed);
    List<MeasureSketch> all = new ArrayList<>();
    for (int s = 0; s < shards; s++) {
      all.add(new MeasureSketch(layout));
    }
    atoms.forEach(atom -> all.get(random.nextInt(shards)).add(atom));
    return all;
  }

  private static void assertAlike(Answer actual, Answer expected, double bar) {
    assertThat(actual.status()).isEqualTo(expected.status());
    assertThat(actual.value()).hasSameSizeAs(expected.value());
    for (int t = 0; t < expected.value().length; t++) {
      assertThat(actual.value()[t]).isCloseTo(expected.value()[t], within(bar));
    }
    assertThat(actual.tokens()).isEqualTo(expected.tokens());
    assertThat(actual.asOf()).isEqualTo(expected.asOf());
    assertThat(actual.entropy()).isCloseTo(expected.entropy(), within(bar));
    assertThat(actual.effectiveTokens())
        .isCloseTo(expected.effectiveTokens(), within(bar * expected.effectiveTokens()));
    assertThat(actual.recalled()).hasSameSizeAs(expected.recalled());
    for (int i = 0; i < expected.recalled().size(); i++) {
      Recalled part = expected.recalled().get(i);
      assertThat(actual.recalled().get(i).share()).isCloseTo(part.share(), within(bar));
      assertThat(actual.recalled().get(i).evidence().tokens())
          .isCloseTo(part.evidence().tokens(), within(bar));
    }
  }

  @Property(tries = 40)
  void shouldSayWhatOneMemoryOfAllTokensWould(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int tokens,
      @ForAll @IntRange(min = 1, max = 8) int shards) {
    List<Atom> atoms = Streams.mixture(tokens, 5, 3, 3, seed);
    float[] tag = atoms.get(tokens / 2).tag();
    for (Schema schema : List.of(SLOTS, NUMBERS)) {
      RecallModel model = trained(schema, seed);
      SketchLayout layout =
          SketchLayout.of(schema.shape(), SketchLayout.UNBOUNDED, true, Decay.NONE);
      ExactMeasure all = new ExactMeasure(schema.shape());
      atoms.forEach(all::add);
      assertAlike(
          sharded(model, Decay.NONE, told(atoms, layout, shards, seed), tag),
          model.answer(all, tag, NO_INPUTS),
          1e-5);
    }
  }

  /** A shard knows its masses as of its own newest token, which is older than another's. */
  @Property(tries = 20)
  void shouldSayTheSameWhereTokensFade(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int tokens) {
    Decay decay = new Decay(20); // a token comes each millisecond
    RecallModel model = trained(SLOTS, seed);
    SketchLayout layout = SketchLayout.of(SLOTS.shape(), SketchLayout.UNBOUNDED, true, decay);
    List<Atom> atoms = Streams.mixture(tokens, 5, 3, 3, seed);
    MeasureSketch all = new MeasureSketch(layout);
    atoms.forEach(all::add);
    float[] tag = atoms.get(0).tag();
    assertAlike(
        sharded(model, decay, told(atoms, layout, 4, seed), tag),
        model.answer(all, tag, NO_INPUTS),
        1e-4);
  }

  /**
   * Here a part that a shard's heads put fourth, by the sum of shares, is among all shards' three.
   */
  @Test
  void shouldNameThePartsThatTheHeadsOfAllShardsNameLargest() {
    shouldSayTheSameWhereTokensFade(6572706, 172);
  }

  /** Where no part is left out, for all are near. */
  @Property(tries = 20)
  void shouldFitTheLineThroughAllShards(@ForAll long seed) {
    List<Atom> atoms = new ArrayList<>();
    for (Atom atom : Streams.slope(300, 5, 3, seed)) {
      float[] near = atom.tag().clone();
      for (int i = 0; i < near.length; i++) {
        near[i] *= 0.1f;
      }
      atoms.add(new Atom(near, atom.content(), 1, atom.time(), atom.ref()));
    }
    RecallModel model = trained(LINES, seed);
    SketchLayout layout = SketchLayout.of(LINES.shape(), SketchLayout.UNBOUNDED, true, Decay.NONE);
    ExactMeasure all = new ExactMeasure(LINES.shape());
    atoms.forEach(all::add);
    float[] tag = atoms.get(7).tag();
    assertAlike(
        sharded(model, Decay.NONE, told(atoms, layout, 5, seed), tag),
        model.answer(all, tag, NO_INPUTS),
        1e-4);
  }

  @Test
  void shouldStayNearOneMemoryWhereBothAreSketches() {
    RecallModel model = RecallModel.untrained(SLOTS);
    SketchLayout layout = SketchLayout.of(SLOTS.shape(), 8192, true, Decay.NONE);
    List<Atom> atoms = Streams.mixture(50_000, 5, 3, 3, 3);
    MeasureSketch one = new MeasureSketch(layout);
    atoms.forEach(one::add);
    List<MeasureSketch> shards = told(atoms, layout, 8, 5);
    assertThat(shards).noneMatch(MeasureSketch::exact);
    for (int q = 0; q < 50; q++) {
      float[] tag = atoms.get(q).tag();
      Answer merged = sharded(model, Decay.NONE, shards, tag);
      Answer whole = model.answer(one, tag, NO_INPUTS);
      for (int t = 0; t < 3; t++) {
        assertThat(merged.value()[t]).isCloseTo(whole.value()[t], within(0.01));
      }
      assertThat(merged.memoryError()).isPositive().isLessThan(2 * whole.memoryError() + 0.01);
      assertThat(merged.tokens()).isEqualTo(50_000);
    }
  }

  @Test
  void shouldSayThatNothingWasToldWhereNoShardWasTold() {
    RecallModel model = trained(NUMBERS, 1);
    SketchLayout layout = SketchLayout.of(NUMBERS.shape(), 8192, true, Decay.NONE);
    float[] tag = new float[5];
    assertThat(sharded(model, Decay.NONE, told(List.of(), layout, 3, 1), tag).toString())
        .isEqualTo(model.answer(new MeasureSketch(layout), tag, NO_INPUTS).toString());
  }
}
