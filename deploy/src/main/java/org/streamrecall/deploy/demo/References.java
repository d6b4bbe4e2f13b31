package org.streamrecall.deploy.demo;

import java.util.List;
import org.streamrecall.deploy.demo.LanguageContext.Name;
import org.streamrecall.deploy.demo.LanguageContext.Question;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.ExactMeasure;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.Answer;
import org.streamrecall.model.RecallModel;

/**
 * What the answers of the job are held against: the same questions, answered in process by the same
 * model over every token, and without any learning.
 *
 * @param questions number asked
 * @param exact of them right by the model on exact memory
 * @param frozenKernel of them right by the frozen kernel
 * @param meanPooling of them right by the largest slot
 * @param largestState bytes that the largest of the contexts ever took on bounded memory, all in
 */
record References(int questions, int exact, int frozenKernel, int meanPooling, int largestState) {
  private static final References NONE = new References(0, 0, 0, 0, 0);

  static References of(
      List<LanguageContext> contexts, RecallModel model, int sketchBytes, LanguageTask task) {
    SketchLayout layout = SketchLayout.of(model.schema().shape(), sketchBytes);
    return contexts.parallelStream()
        .map(context -> of(context, model, layout, task))
        .reduce(NONE, References::plus);
  }

  private static References of(
      LanguageContext context, RecallModel model, SketchLayout layout, LanguageTask task) {
    ExactMeasure memory = new ExactMeasure(layout.shape());
    MeasureSketch sketch = new MeasureSketch(layout);
    int largest = 0;
    for (Name name : context.tokens()) {
      Atom atom = model.schema().embed(task.token(context.id(), name));
      memory.add(atom);
      sketch.add(atom);
      largest = Math.max(largest, sketch.sizeInBytes());
    }
    FrozenKernel frozen = new FrozenKernel(context, task);
    int exactRight = 0;
    int frozenRight = 0;
    int meanRight = 0;
    for (Question question : context.questions()) {
      float[] tag = model.schema().embed(task.query(context.id(), question));
      Answer answer = model.answer(memory, tag, new float[0]);
      exactRight += Slots.largest(answer.value()) == question.truth() ? 1 : 0;
      frozenRight += frozen.answer(question, task) == question.truth() ? 1 : 0;
      meanRight += frozen.meanPooling() == question.truth() ? 1 : 0;
    }
    return new References(context.questions().size(), exactRight, frozenRight, meanRight, largest);
  }

  private References plus(References other) {
    return new References(
        questions + other.questions,
        exact + other.exact,
        frozenKernel + other.frozenKernel,
        meanPooling + other.meanPooling,
        Math.max(largestState, other.largestState));
  }

  /**
   * @param sketchRight questions that the job answered with the true slot
   */
  Accuracy with(int sketchRight) {
    double n = questions;
    return new Accuracy(
        sketchRight / n, exact / n, frozenKernel / n, meanPooling / n, 1.0 / LanguageContext.SLOTS);
  }
}
