package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Query;
import org.streamrecall.model.Status;

/** Hot contexts in several shards. */
class SaltedRecallTest {
  private static final Set<String> HOT = Set.of("hot");
  private static final Told SERVING = Told.of(Example.MODEL.toBytes(), Example.SMALL, Decay.NONE);

  private static Ask ask(String id, String context, long time) {
    return (Ask) RecallInput.of(Example.SCHEMA, Query.of(id, context, new float[] {1, 0}, time));
  }

  private static Prediction one(SaltedHarness harness, Ask ask) throws Exception {
    harness.send(ask);
    List<Prediction> answers = harness.merge();
    assertThat(answers).hasSize(1);
    return answers.get(0);
  }

  @Test
  void shouldAnswerTheSameBytesAtAnyParallelismAndNearTheUnsalted() throws Exception {
    Map<Integer, byte[]> bytes = new TreeMap<>();
    Prediction salted = null;
    for (int parallelism : new int[] {1, 2, 3, 8}) {
      try (SaltedHarness harness = new SaltedHarness(SERVING, 8, HOT, parallelism)) {
        harness.send(Example.tells("hot", 4000, 5));
        harness.send(Example.tells("cold", 40, 6));
        salted = one(harness, ask("q", "hot", Atom.NO_TIME));
        bytes.put(parallelism, OperatorHarness.bytes(salted));
        assertThat(one(harness, ask("r", "cold", Atom.NO_TIME)).answer().tokens()).isEqualTo(40);
        assertThat(harness.waiting()).isZero();
      }
    }
    assertThat(bytes.values()).allMatch(b -> Arrays.equals(b, bytes.get(1)));
    try (OperatorHarness plain = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      plain.send(Example.tells("hot", 4000, 5));
      Prediction whole = plain.answer(ask("q", "hot", Atom.NO_TIME));
      assertThat(salted.answer().tokens()).isEqualTo(4000);
      assertThat(salted.answer().value()[0])
          .isCloseTo(whole.answer().value()[0], within(whole.answer().memoryError()));
    }
  }

  /** From an unsalted savepoint, then more salts: what was told before stays. */
  @Test
  void shouldSaltWhatWasToldUnsalted() throws Exception {
    OperatorSubtaskState kept;
    try (OperatorHarness plain = OperatorHarness.start(Example.MODEL, Example.SMALL)) {
      plain.send(Example.tells("hot", 100, 5));
      plain.send(Example.tells("cold", 70, 5));
      kept = plain.snapshot();
    }
    try (SaltedHarness four = new SaltedHarness(SERVING, 4, HOT, 2, kept, 1, null)) {
      four.send(Example.tells("hot", 100, 6));
      assertThat(one(four, ask("q", "hot", Atom.NO_TIME)).answer().tokens()).isEqualTo(200);
      kept = four.snapshot();
    }
    try (SaltedHarness eight = new SaltedHarness(SERVING, 8, HOT, 3, kept, 2, null)) {
      eight.send(Example.tells("hot", 100, 7));
      assertThat(one(eight, ask("q", "hot", Atom.NO_TIME)).answer().tokens()).isEqualTo(300);
      assertThat(one(eight, ask("r", "cold", Atom.NO_TIME)).answer().tokens()).isEqualTo(70);
    }
  }

  /** A query that waited for its time while shards were added does not ask the new ones. */
  @Test
  void shouldSayThatAnAnswerIsProvisionalWhichNotAllShardsWereAskedFor() throws Exception {
    Told timed = SERVING.eventTime(EventTime.DEFAULTS);
    OperatorSubtaskState kept;
    try (SaltedHarness two = new SaltedHarness(timed, 2, HOT, 1)) {
      two.send(ask("early", "hot", 100));
      two.send(ask("late", "hot", 300));
      two.watermark(200);
      assertThat(two.merge())
          .extracting(p -> p.answer().status())
          .containsOnly(Status.EMPTY_CONTEXT);
      kept = two.snapshot();
    }
    try (SaltedHarness four = new SaltedHarness(timed, 4, HOT, 1, kept, 1, null)) {
      four.send(Example.tell("hot", 1, 0, 1, 250));
      four.send(Example.tell("hot", 0, 1, 1, 251));
      four.send(Example.tell("hot", 1, 1, 1, 252));
      four.send(ask("new", "hot", 300));
      four.watermark(400);
      Map<String, Prediction> answers = new TreeMap<>();
      four.merge().forEach(prediction -> answers.put(prediction.id(), prediction));
      assertThat(answers.get("new").answer().status()).isEqualTo(Status.OK);
      assertThat(answers.get("new").answer().tokens()).isEqualTo(3);
      assertThat(answers.get("late").answer().status()).isNotEqualTo(Status.OK);
    }
  }

  @Test
  void shouldAnswerByTheNewestModelThatAllShardsKnow() throws Exception {
    try (SaltedHarness harness = new SaltedHarness(SERVING, 4, HOT, 2)) {
      harness.send(Example.tells("hot", 50, 5));
      ModelUpdate update = new ModelUpdate("sharper", Example.SHARPER.toBytes());
      harness.send(update, 0);
      assertThat(one(harness, ask("a", "hot", Atom.NO_TIME)).model()).isEqualTo(Example.MODEL.id());
      harness.sendToMerge(update);
      assertThat(one(harness, ask("b", "hot", Atom.NO_TIME)).model()).isEqualTo(Example.MODEL.id());
      harness.send(update, 1);
      assertThat(one(harness, ask("c", "hot", Atom.NO_TIME)).model())
          .isEqualTo(Example.SHARPER.id());
      for (int id = 1; id <= 2; id++) {
        harness.checkpointComplete(id);
        assertThat(one(harness, ask("d" + id, "hot", Atom.NO_TIME)).model())
            .isEqualTo(Example.SHARPER.id());
      }
      assertThat(harness.refused()).isEmpty();
    }
  }

  @Test
  void shouldRefuseToMixModels() throws Exception {
    try (SaltedHarness harness = new SaltedHarness(SERVING, 4, HOT, 2)) {
      harness.send(Example.tells("hot", 50, 5));
      harness.send(new ModelUpdate("sharper", Example.SHARPER.toBytes()), 0);
      harness.checkpointComplete(1); // which no job would say before all have heard
      harness.checkpointComplete(2);
      harness.send(ask("a", "hot", Atom.NO_TIME));
      assertThat(harness.merge()).isEmpty();
      assertThat(harness.refused())
          .extracting(Refused::reason)
          .containsExactly(
              "the shards of context \"hot\" answered by different models, for updates followed one"
                  + " another faster than they spread; ask again");
      assertThat(harness.waiting()).isZero();
    }
  }

  @Test
  void shouldRefuseOnceUnderTheContextsOwnName() throws Exception {
    try (SaltedHarness harness = new SaltedHarness(SERVING, 8, HOT, 2)) {
      harness.send(new Ask("wide", "hot", new float[3], new float[0], Atom.NO_TIME, null));
      harness.send(new Tell("hot", new Atom(new float[3], new float[1], 1, Atom.NO_TIME, null)));
      harness.send(new ModelUpdate("none", new byte[3]), 0);
      assertThat(harness.merge()).isEmpty();
      assertThat(harness.refused())
          .extracting(Refused::context, Refused::kind, Refused::id)
          .containsExactlyInAnyOrder(
              tuple("hot", Refused.QUERY, "wide"),
              tuple("hot", Refused.TOKEN, null),
              tuple(null, Refused.MODEL, "none"));
      assertThat(harness.waiting()).isZero();
    }
  }

  @Test
  void shouldForgetAllShards() throws Exception {
    try (SaltedHarness harness = new SaltedHarness(SERVING, 8, HOT, 2)) {
      harness.send(Example.tells("hot", 500, 5));
      harness.send(new Forget("hot"));
      assertThat(one(harness, ask("q", "hot", Atom.NO_TIME)).answer().status())
          .isEqualTo(Status.EMPTY_CONTEXT);
    }
  }

  /** What some shards have said survives a restore; a query asked twice is answered twice. */
  @Test
  void shouldWaitForEveryShardAcrossARestore() throws Exception {
    OperatorSubtaskState kept;
    try (SaltedHarness harness = new SaltedHarness(SERVING, 2, HOT, 2)) {
      harness.send(Example.tells("hot", 50, 5));
      harness.send(ask("q", "hot", Atom.NO_TIME));
      harness.send(ask("q", "hot", Atom.NO_TIME));
      harness.holdBack(1);
      assertThat(harness.merge()).isEmpty();
      assertThat(harness.waiting()).isPositive();
      kept = harness.snapshotOfMerge();
      try (SaltedHarness restored = new SaltedHarness(SERVING, 2, HOT, 2, null, 0, kept)) {
        assertThat(restored.merge(harness.heldBack())).hasSize(2);
        assertThat(restored.waiting()).isZero();
      }
    }
  }

  @Test
  void shouldAnswerByAShadowToo() throws Exception {
    try (SaltedHarness harness =
        new SaltedHarness(SERVING.shadow(Example.SHARPER.toBytes()), 4, HOT, 2)) {
      harness.send(Example.tells("hot", 50, 5));
      Prediction served = one(harness, ask("q", "hot", Atom.NO_TIME));
      assertThat(harness.shadows())
          .extracting(Prediction::id, Prediction::model)
          .containsExactly(tuple("q", Example.SHARPER.id()));
      assertThat(harness.shadows().get(0).answer().value()).isNotEqualTo(served.answer().value());
    }
  }

  /** A shard hears nothing for long where its context is alive. */
  @Test
  void shouldNotForgetAShardForItsSilence() throws Exception {
    Told timed = SERVING.eventTime(EventTime.DEFAULTS).forgetAfter(100);
    try (SaltedHarness harness = new SaltedHarness(timed, 8, HOT, 1)) {
      harness.send(Example.tell("hot", 1, 0, 1, 10));
      harness.send(Example.tell("cold", 1, 0, 1, 10));
      harness.watermark(1000);
      harness.send(ask("h", "hot", 1001));
      harness.send(ask("c", "cold", 1001));
      harness.watermark(2000);
      Map<String, Long> tokens = new TreeMap<>();
      harness.merge().forEach(answer -> tokens.put(answer.id(), answer.answer().tokens()));
      assertThat(tokens).isEqualTo(Map.of("h", 1L, "c", 0L));
    }
  }
}
