package org.streamrecall.training;

import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.util.ResizableDoubleArray;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;
import org.streamrecall.model.Token;

/**
 * Freezes a schema whose tags are mapped as they come: one pass for means and deviations, and with
 * unit lift one more for the radius. No token is kept.
 */
final class StreamedFit {
  /** Tags up to this quantile of length lie inside the unit ball under LIFT. */
  private static final double LIFT_PERCENTILE = 99;

  private StreamedFit() {}

  /**
   * @throws EpisodeFault naming the token that does not fit
   */
  static Schema fit(Fields fields, EpisodeSource episodes) {
    Spread tags = new Spread(fields.tag());
    ContentFit contents = new ContentFit(fields);
    episodes.forEach(
        episode -> {
          for (int i = 0; i < episode.tokens().size(); i++) {
            Token token = episode.tokens().get(i);
            requireTag(fields, episode, i, token.tag());
            tags.add(token.tag());
            contents.add(token);
          }
        });
    return new Schema(fields, map(fields, tags, episodes), contents.lift());
  }

  private static TagMap map(Fields fields, Spread tags, EpisodeSource episodes) {
    boolean asCame = fields.text() != null;
    double[] mean = asCame ? new double[fields.tag()] : tags.mean();
    double[] scale =
        asCame
            ? SchemaFit.ones(fields.tag())
            : Arrays.stream(tags.deviation()).map(deviation -> 1 / deviation).toArray();
    double radius = 1;
    if (fields.unit() == TagMap.Unit.LIFT) {
      radius = radius(new TagMap(mean, scale, null, TagMap.Unit.NONE, 1), episodes);
    }
    return new TagMap(mean, scale, null, fields.unit(), radius);
  }

  static void requireTag(Fields fields, Episode episode, int token, float[] tag) {
    if (tag.length != fields.tag()) {
      throw new EpisodeFault(
          episode.name(),
          ": token "
              + token
              + ": tag has "
              + tag.length
              + " numbers, the schema says "
              + fields.tag()
              + "; send exactly that many");
    }
  }

  private static double radius(TagMap free, EpisodeSource episodes) {
    ResizableDoubleArray lengths = new ResizableDoubleArray();
    episodes.forEach(
        episode -> {
          for (Token token : episode.tokens()) {
            lengths.addElement(length(free.apply(token.tag())));
          }
        });
    return radius(lengths.getElements());
  }

  /** The radius of tags of these lengths. */
  static double radius(double[] lengths) {
    double radius = new Percentile(LIFT_PERCENTILE).evaluate(lengths);
    return radius > 0 ? radius : 1;
  }

  static double length(float[] v) {
    double square = 0;
    for (float x : v) {
      square += (double) x * x;
    }
    return Math.sqrt(square);
  }
}
