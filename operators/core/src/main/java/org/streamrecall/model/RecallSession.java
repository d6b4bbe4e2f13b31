package org.streamrecall.model;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.attention.LocalRegression;
import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Evidence;
import org.streamrecall.measure.Log;
import org.streamrecall.measure.Measure;

/** What one thread answers with: a model and scratch. Reads memories, changes none. */
public final class RecallSession {
  /** Sharpness of {@link Answer#familiarity}'s kernel. */
  public static final double FAMILIAR = 16;

  static final int EVIDENCE = 3; // parts of the past named with an answer

  private static final double[] NONE = {};

  private final RecallModel model;
  private final Network network;
  private final LocalRegression[] regressions; // one a head, null without
  private final boolean[] identities; // which heads have learned no matrices
  private final boolean straight; // whether the read-out has learned no hidden layer

  public RecallSession(RecallModel model) {
    this.model = model;
    network = model.network();
    regressions = new LocalRegression[network.weights().heads()];
    identities = new boolean[regressions.length];
    for (int h = 0; h < identities.length; h++) {
      identities[h] = network.weights().isIdentity(h);
    }
    straight = network.weights().mlp().isStraight(network.weights().values());
    for (int h = 0; model.schema().regresses() && h < regressions.length; h++) {
      regressions[h] = new LocalRegression(model.schema().shape());
    }
  }

  public RecallModel model() {
    return model;
  }

  /**
   * Recalls from a memory and predicts.
   *
   * @param nu the context's memory
   * @param tag v, mapped, (shape.tagDims)
   * @param inputs u, (fields.inputs)
   */
  public Answer answer(Measure nu, float[] tag, float[] inputs) {
    if (nu.parts() == 0) {
      return empty(nu.lastTime());
    }
    Head[] heads = recall(nu, tag);
    float[] value = predict(heads, contentMass(nu), tag, inputs);
    double[] shares = new double[nu.parts()];
    double error = 0;
    boolean extrapolates = false;
    double tokens = 0;
    double entropy = 0;
    for (Head one : heads) {
      var head = one.recollection();
      error = Math.max(error, nu.memoryError(one.tilt(), head.shares(), head.value()));
      extrapolates |= !nu.exact() && norm(one.tilt()) > Measure.LARGEST_AUDITED;
      tokens += head.effectiveTokens() / heads.length;
      entropy += head.entropy() / heads.length;
      for (int p = 0; p < shares.length; p++) {
        shares[p] += head.shares()[p] / heads.length;
      }
    }
    List<Recalled> evidence = new ArrayList<>();
    for (int part : SoftmaxRecall.largest(shares, EVIDENCE)) {
      evidence.add(new Recalled(shares[part], inUserTerms(nu.evidence(part))));
    }
    return new Answer(
        Status.OK,
        Answer.wide(value),
        List.of(),
        null,
        error,
        extrapolates,
        nu.tokens(),
        tokens,
        entropy,
        familiarity(nu, tag, heads[0]),
        evidence,
        List.of(),
        nu.lastTime());
  }

  /**
   * What each head recalls from a memory, before anything is predicted from it.
   *
   * @param nu a memory with at least one part
   * @param tag v, mapped, (shape.tagDims)
   */
  public List<Recollection> recollections(Measure nu, float[] tag) {
    List<Recollection> all = new ArrayList<>();
    for (Head head : recall(nu, tag)) {
      all.add(head.recollection());
    }
    return all;
  }

  /** The first step. */
  Head[] recall(Measure nu, float[] tag) {
    return network.recall(nu, tag, regressions, identities);
  }

  /** The second step, in the user's units. */
  float[] predict(Head[] heads, double[] contentMass, float[] tag, float[] inputs) {
    for (Head head : heads) {
      if (head.regression() != null) {
        head.regression().shrink(head.recollection().value());
      }
    }
    ReadOut readOut = network.readOut(contentMass, straight);
    double[] y = readOut.forward(network.weights(), heads, tag, inputs);
    return readOut instanceof SlotReadOut slots
        ? slots.bySlot()
        : ((NumberReadOut) readOut).inUnits(y);
  }

  /** Of slots, else nothing. */
  double[] contentMass(Measure nu) {
    return network.needsContentMass() ? nu.contentMass() : NONE;
  }

  /** The fit of one head, or null. */
  LocalRegression regression(int head) {
    return regressions[head];
  }

  /**
   * log of the mass near the tag; asked for with events only, for it may cost a pass of its own.
   */
  private double familiarity(Measure nu, float[] tag, Head head) {
    if (model.schema().fields().events() == null) {
      return Double.NaN;
    }
    return familiarity(logMassNear(nu, tag, head), nu.mass());
  }

  static double familiarity(double logMassNear, double mass) {
    return Math.min(logMassNear - FAMILIAR, Log.log(mass)); // a closure may say more than there is
  }

  double logMassNear(Measure nu, float[] tag, Head head) {
    if (isNear(head.effective(), tag) && isNear(head.tilt(), tag)) { // it has asked just this
      return head.recollection().logMass();
    }
    double[] a = new double[tag.length];
    for (int i = 0; i < a.length; i++) {
      a[i] = FAMILIAR * tag[i];
    }
    return SoftmaxRecall.recall(nu, a).logMass();
  }

  private static boolean isNear(double[] asked, float[] tag) {
    int same = 0;
    while (same < asked.length && Math.abs(FAMILIAR * tag[same] - asked[same]) < 1e-9) {
      same++;
    }
    return same == asked.length;
  }

  static double norm(double[] a) {
    double sum = 0;
    for (double x : a) {
      sum += x * x;
    }
    return Math.sqrt(sum);
  }

  Evidence inUserTerms(Evidence e) {
    TagMap map = model.schema().tagMap();
    return map.isReadable()
        ? new Evidence(e.tokens(), map.raw(e.tag()), e.ref(), e.firstTime(), e.lastTime())
        : e;
  }

  Answer empty(long lastTime) {
    float[] value = new float[0];
    if (model.schema().fields().kind() == Kind.REGRESSION) {
      value = new float[network.targetMean().length];
      for (int i = 0; i < value.length; i++) {
        value[i] = (float) network.targetMean()[i];
      }
    }
    return new Answer(
        Status.EMPTY_CONTEXT,
        Answer.wide(value),
        List.of(),
        null,
        0,
        false,
        0,
        0,
        0,
        Double.NaN,
        List.of(),
        List.of(),
        lastTime);
  }
}
