package org.streamrecall.flink.salt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.util.Collector;
import org.streamrecall.flink.Ask;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.gate.Refusal;
import org.streamrecall.flink.models.PerModel;
import org.streamrecall.flink.operator.Serving;
import org.streamrecall.flink.operator.ServingFunction;
import org.streamrecall.flink.operator.SideOutputs;
import org.streamrecall.model.Answer;
import org.streamrecall.model.PartialAnswer;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.ShardedRecall;
import org.streamrecall.model.Status;

/**
 * Makes one answer of what all shards of a context say to a question.
 *
 * <ol>
 *   <li>Shards are merged in the order of their numbers, whatever order they speak in.
 *   <li>All of them speak by one model: the newest that each of them knows.
 *   <li>What waits is what some shards have said to questions that others have not answered yet.
 * </ol>
 */
public final class MergeFunction extends ServingFunction<Said, Prediction> {
  private static final long serialVersionUID = 1;

  private transient PerModel<ShardedRecall> recalls;
  private transient ListState<Said> waiting;

  public MergeFunction(Serving serving) {
    super(serving);
  }

  @Override
  public void open(OpenContext context) {
    recalls = serving.shardedRecalls();
    waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("said", Said.TYPE));
  }

  @Override
  public void processElement(Said said, ReadOnlyContext context, Collector<Prediction> out)
      throws Exception {
    if (said.ask() == null) {
      context.output(SideOutputs.REFUSED, said.refused());
    } else if (said.salts() == 1) {
      answer(List.of(said), context, out);
    } else {
      gather(said, context, out);
    }
  }

  private void gather(Said said, ReadOnlyContext context, Collector<Prediction> out)
      throws Exception {
    Said[] all = new Said[said.salts()];
    List<Said> left = new ArrayList<>(); // of a question that was asked again, to the byte
    int found = 0;
    for (Said one : waiting.get()) {
      if (all[one.salt()] == null) {
        all[one.salt()] = one;
        found++;
      } else {
        left.add(one);
      }
    }
    if (all[said.salt()] != null || found + 1 < all.length) {
      waiting.add(said);
      return;
    }
    all[said.salt()] = said;
    waiting.update(left);
    answer(List.of(all), context, out);
  }

  private void answer(List<Said> all, ReadOnlyContext context, Collector<Prediction> out) {
    Ask ask = all.get(0).ask();
    try {
      for (Said said : all) {
        if (said.refused() != null) { // counted by the shards
          context.output(SideOutputs.REFUSED, said.refused());
          return;
        }
      }
      Status status = all.stream().map(Said::status).reduce(Said::worse).orElseThrow();
      RecallModel model = model(all);
      Prediction prediction = merge(model, all, said -> voice(said, model.id()), status);
      out.collect(prediction);
      metrics.predictions.inc();
      if (shadow != null) {
        shadow(all, prediction.answer().status(), context);
      }
    } catch (Refusal e) {
      metrics.refused.inc();
      context.output(
          SideOutputs.REFUSED,
          new Refused(ask.context(), Refused.QUERY, ask.id(), e.getMessage(), ask.origin()));
    }
  }

  /** What another model would have said: its faults are counted and stop nothing. */
  private void shadow(List<Said> all, Status status, ReadOnlyContext context) {
    try {
      context.output(SideOutputs.SHADOW, merge(shadow, all, Said::shadow, status));
    } catch (Refusal e) {
      metrics.shadowFailures.inc();
    }
  }

  private Prediction merge(
      RecallModel model, List<Said> all, Function<Said, PartialAnswer> part, Status status)
      throws Refusal {
    Ask ask = all.get(0).ask();
    List<PartialAnswer> parts = all.stream().map(part).toList();
    Answer answer = Refusal.guard(() -> recalls.of(model).merge(parts, ask.tag(), ask.inputs()));
    return prediction(ask, answer.as(status), model);
  }

  private RecallModel model(List<Said> all) throws Refusal {
    for (RecallModel model : served.candidates(all.get(0).ask().time())) {
      if (all.stream().allMatch(said -> voice(said, model.id()) != null)) {
        return model;
      }
    }
    throw new Refusal(
        "the shards of context \"%s\" answered by different models, for updates followed one another"
                .formatted(all.get(0).ask().context())
            + " faster than they spread; ask again");
  }

  private static PartialAnswer voice(Said said, String model) {
    for (Said.Voice voice : said.voices()) {
      if (voice.model().equals(model)) {
        return voice.answer();
      }
    }
    return null;
  }

  /** Shards count updates and refuse what is wrong with them. */
  @Override
  public void processBroadcastElement(
      ModelUpdate update, Context context, Collector<Prediction> out) throws Exception {
    try {
      served.replace(update);
    } catch (Refusal e) {
      return; // the shards have refused it
    }
  }
}
