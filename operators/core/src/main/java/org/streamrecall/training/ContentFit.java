package org.streamrecall.training;

import java.util.Arrays;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Schema;
import org.streamrecall.model.Token;

/** Fits the lift of contents: the mean, deviation and range of each number. */
final class ContentFit {
  private final Fields fields;
  private final Spread contents;
  private final double[] low;
  private final double[] high;
  private final Lift raw;

  ContentFit(Fields fields) {
    this.fields = fields;
    contents = new Spread(fields.content());
    low = new double[fields.content()];
    high = new double[fields.content()];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    raw = Lift.Identity.of(fields.content());
  }

  /**
   * @throws IllegalArgumentException if the content is not so many finite numbers
   */
  void add(Token token) {
    if (fields.kind() == Kind.CLASSIFICATION) {
      return;
    }
    float[] content = raw.apply(token.content());
    contents.add(content);
    for (int i = 0; i < content.length; i++) {
      low[i] = Math.min(low[i], content[i]);
      high[i] = Math.max(high[i], content[i]);
    }
  }

  /**
   * @throws IllegalArgumentException if contents are lifted and a number never varied
   */
  Lift lift() {
    return fields.kind() == Kind.CLASSIFICATION
        ? new Lift.OneHot(fields.content())
        : Schema.lift(fields, new Lift.Identity(contents.mean(), contents.deviation()), low, high);
  }
}
