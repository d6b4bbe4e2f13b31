package org.streamrecall.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.streamrecall.attention.PartialRecollection;
import org.streamrecall.attention.Recollection;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.Evidence;
import org.streamrecall.measure.Exp;
import org.streamrecall.measure.Log;
import org.streamrecall.measure.Measure;

/**
 * Answers from a memory that is kept in shards, each with a part of the tokens: each is asked
 * alone, and what they say is merged. Not thread safe.
 *
 * <ol>
 *   <li>Recall by mean is what one memory of all tokens would recall, as far as the shards are
 *       exact. A regression differs by what it leaves out, see {@link
 *       org.streamrecall.attention.LocalRegression}.
 *   <li>Shards are summed in the order given: the same shards give the same bytes.
 * </ol>
 */
public final class ShardedRecall {
  private static final double[] NONE = {};

  private final RecallModel model;
  private final Network network;
  private final RecallSession session;
  private final Decay decay;

  /**
   * @param decay of the shards
   */
  public ShardedRecall(RecallModel model, Decay decay) {
    this.model = model;
    this.decay = decay;
    network = model.network();
    session = new RecallSession(model);
  }

  public RecallModel model() {
    return model;
  }

  /**
   * Asks one shard. Reads it only.
   *
   * @param tag v, mapped, (shape.tagDims)
   */
  public PartialAnswer ask(Measure shard, float[] tag) {
    List<PartialRecollection> recalled = new ArrayList<>();
    if (shard.parts() == 0) {
      return new PartialAnswer(
          0, 0, shard.lastTime(), true, NONE, Double.NaN, recalled, List.of(), new double[0][]);
    }
    Head[] heads = session.recall(shard, tag);
    double[][] shares = new double[heads.length][]; // (heads, parts)
    for (int h = 0; h < heads.length; h++) {
      Recollection o = heads[h].recollection();
      recalled.add(PartialRecollection.of(shard, heads[h].tilt(), o, heads[h].regression()));
      shares[h] = o.shares();
    }
    List<Evidence> evidence = new ArrayList<>();
    List<double[]> held = new ArrayList<>();
    for (int part : LargestParts.of(shares, RecallSession.EVIDENCE)) {
      evidence.add(session.inUserTerms(shard.evidence(part)));
      held.add(Arrays.stream(shares).mapToDouble(head -> head[part]).toArray());
    }
    boolean near = model.schema().fields().events() != null;
    return new PartialAnswer(
        shard.tokens(),
        shard.mass(),
        shard.lastTime(),
        shard.exact(),
        session.contentMass(shard),
        near ? session.logMassNear(shard, tag, heads[0]) : Double.NaN,
        recalled,
        evidence,
        held.toArray(new double[0][]));
  }

  /**
   * Merges what all shards of a context say to one question.
   *
   * @param shards in an order that is always the same
   * @param tag the question's, (shape.tagDims)
   * @param inputs u, (fields.inputs)
   */
  public Answer merge(List<PartialAnswer> shards, float[] tag, float[] inputs) {
    long lastTime = Atom.NO_TIME;
    for (PartialAnswer shard : shards) {
      lastTime = Math.max(lastTime, shard.lastTime());
    }
    List<PartialAnswer> told = new ArrayList<>();
    for (PartialAnswer shard : shards) {
      if (shard.tokens() > 0) { // each knows masses as of its own newest token
        told.add(shard.aged(decay.left(shard.lastTime(), lastTime)));
      }
    }
    if (told.isEmpty()) {
      return session.empty(lastTime);
    }
    Head[] heads = heads(told, tag);
    double error = 0;
    double effective = 0;
    double entropy = 0;
    boolean extrapolates = false;
    for (int h = 0; h < heads.length; h++) {
      Recollection o = heads[h].recollection();
      error = Math.max(error, PartialRecollection.memoryError(of(told, h), o.shares()));
      effective += o.effectiveTokens() / heads.length;
      entropy += o.entropy() / heads.length;
      extrapolates |=
          !told.stream().allMatch(PartialAnswer::exact)
              && RecallSession.norm(heads[h].tilt()) > Measure.LARGEST_AUDITED;
    }
    double[] contentMass = new double[told.get(0).contentMass().length];
    long tokens = 0;
    for (PartialAnswer shard : told) {
      tokens += shard.tokens();
      for (int s = 0; s < contentMass.length; s++) {
        contentMass[s] += shard.contentMass()[s];
      }
    }
    return new Answer(
        Status.OK,
        Answer.wide(session.predict(heads, contentMass, tag, inputs)),
        List.of(),
        null,
        error,
        extrapolates,
        tokens,
        effective,
        entropy,
        familiarity(told),
        evidence(told, heads),
        List.of(),
        lastTime);
  }

  private Head[] heads(List<PartialAnswer> shards, float[] tag) {
    Head[] heads = new Head[network.weights().heads()];
    for (int h = 0; h < heads.length; h++) {
      List<PartialRecollection> recalled = of(shards, h);
      Recollection o = PartialRecollection.merged(recalled);
      if (session.regression(h) != null) {
        session.regression(h).fit(recalled, o.shares(), tag, network.ridge(h));
      }
      heads[h] = network.head(h, tag, o, session.regression(h));
    }
    return heads;
  }

  private static List<PartialRecollection> of(List<PartialAnswer> shards, int head) {
    return shards.stream().map(shard -> shard.heads().get(head)).toList();
  }

  private static double familiarity(List<PartialAnswer> shards) {
    double most = Double.NEGATIVE_INFINITY;
    double mass = 0;
    for (PartialAnswer shard : shards) {
      most = Math.max(most, shard.near());
      mass += shard.mass();
    }
    double sum = 0;
    for (PartialAnswer shard : shards) {
      sum += Exp.exp(shard.near() - most);
    }
    return Double.isNaN(sum) ? Double.NaN : RecallSession.familiarity(most + Log.log(sum), mass);
  }

  private static List<Recalled> evidence(List<PartialAnswer> shards, Head[] heads) {
    List<Recalled> all = new ArrayList<>();
    for (int s = 0; s < shards.size(); s++) {
      for (int i = 0; i < shards.get(s).evidence().size(); i++) {
        double share = 0;
        for (int h = 0; h < heads.length; h++) {
          share +=
              heads[h].recollection().shares()[s] * shards.get(s).shares()[i][h] / heads.length;
        }
        all.add(new Recalled(share, shards.get(s).evidence().get(i)));
      }
    }
    all.sort(Comparator.comparingDouble(Recalled::share).reversed()); // stable: ties keep order
    return all.subList(0, Math.min(RecallSession.EVIDENCE, all.size()));
  }
}
