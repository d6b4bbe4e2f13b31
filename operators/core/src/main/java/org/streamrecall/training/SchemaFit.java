package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;
import org.streamrecall.model.Token;

/** Freezes a schema: fits tag map, lift and their scales to the tokens of training episodes. */
final class SchemaFit {
  /** A raw field that varies less than this part of its own size counts as constant. */
  private static final double CONSTANT = 1e-9;

  /** Tags up to this quantile of length lie inside the unit ball under LIFT. */
  private static final double LIFT_PERCENTILE = 99;

  private SchemaFit() {}

  /**
   * @param directions most directions of a discriminant map
   * @throws IllegalArgumentException naming the episode and the token that does not fit
   */
  static Schema fit(Fields fields, List<Episode> episodes, int directions) {
    requireClasses(fields, episodes);
    requireTags(fields, episodes);
    boolean discriminant = fields.tagMap() == TagMap.Kind.DISCRIMINANT;
    Map<String, List<float[]>> classes = discriminant ? classes(episodes) : Map.of();
    List<float[]> tags =
        discriminant
            ? classes.values().stream().flatMap(List::stream).toList()
            : episodes.stream().flatMap(e -> e.tokens().stream()).map(Token::tag).toList();
    double[] mean = new double[fields.tag()];
    double[] scale = ones(fields.tag());
    if (fields.text() == null) {
      standardise(tags, mean, scale);
    }
    double[][] matrix = null;
    if (discriminant) {
      DiscriminantDirections fit = DiscriminantDirections.fit(classes, scale, directions);
      matrix = fit.matrix();
      mean = fit.centre();
    }
    if (fields.tagMap() == TagMap.Kind.PRINCIPAL) {
      PrincipalDirections fit = PrincipalDirections.fit(tags, scale, fields.tagDims());
      matrix = fit.matrix();
      mean = fit.mean();
    }
    TagMap free = new TagMap(mean, scale, matrix, TagMap.Unit.NONE, 1);
    double radius = fields.unit() == TagMap.Unit.LIFT ? radius(free, tags) : 1;
    TagMap map = new TagMap(mean, scale, matrix, fields.unit(), radius);
    return new Schema(fields, map, lift(fields, episodes));
  }

  private static void requireClasses(Fields fields, List<Episode> episodes) {
    boolean needed =
        fields.tagMap() == TagMap.Kind.DISCRIMINANT && fields.kind() == Kind.REGRESSION;
    for (Episode episode : episodes) {
      if (needed && episode.classes() == null) {
        throw new IllegalArgumentException(
            "episode "
                + episode.name()
                + " has no classes, and with numbers as content tagMap"
                + " discriminant knows none; give tokens a class, or set tagMap to identity");
      }
    }
  }

  private static void requireTags(Fields fields, List<Episode> episodes) {
    for (Episode episode : episodes) {
      for (int i = 0; i < episode.tokens().size(); i++) {
        int length = episode.tokens().get(i).tag().length;
        if (length != fields.tag()) {
          throw new IllegalArgumentException(
              "episode "
                  + episode.name()
                  + ": token "
                  + i
                  + ": tag has "
                  + length
                  + " numbers, the schema says "
                  + fields.tag()
                  + "; send exactly that many");
        }
      }
    }
  }

  /** Distinct raw tags by class: the same array met again, in another context, counts once. */
  private static Map<String, List<float[]>> classes(List<Episode> episodes) {
    Map<String, List<float[]>> classes = new LinkedHashMap<>();
    Map<String, Set<float[]>> seen = new LinkedHashMap<>();
    for (Episode episode : episodes) {
      for (int i = 0; i < episode.tokens().size(); i++) {
        float[] tag = episode.tokens().get(i).tag();
        String name = episode.classOf(i);
        Set<float[]> known =
            seen.computeIfAbsent(name, k -> Collections.newSetFromMap(new IdentityHashMap<>()));
        if (known.add(tag)) {
          classes.computeIfAbsent(name, k -> new ArrayList<>()).add(tag);
        }
      }
    }
    return classes;
  }

  private static void standardise(List<float[]> tags, double[] mean, double[] scale) {
    StandardDeviation deviation = new StandardDeviation(false);
    double[] column = new double[tags.size()];
    for (int j = 0; j < mean.length; j++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = tags.get(i)[j];
        mean[j] += column[i] / column.length;
      }
      double spread = deviation.evaluate(column, mean[j]);
      scale[j] = spread <= CONSTANT * Math.abs(mean[j]) || spread == 0 ? 1 : 1 / spread;
    }
  }

  private static double radius(TagMap free, List<float[]> tags) {
    double[] lengths = new double[tags.size()];
    for (int i = 0; i < lengths.length; i++) {
      double square = 0;
      for (float v : free.apply(tags.get(i))) {
        square += (double) v * v;
      }
      lengths[i] = Math.sqrt(square);
    }
    double radius = new Percentile(LIFT_PERCENTILE).evaluate(lengths);
    return radius > 0 ? radius : 1;
  }

  private static Lift lift(Fields fields, List<Episode> episodes) {
    if (fields.kind() == Kind.CLASSIFICATION) {
      return new Lift.OneHot(fields.content());
    }
    List<float[]> contents =
        episodes.stream().flatMap(e -> e.tokens().stream()).map(Token::content).toList();
    contents.forEach(Lift.Identity.of(fields.content())::apply); // checks sizes before the sums
    double[] mean = new double[fields.content()];
    double[] scale = ones(fields.content());
    standardise(contents, mean, scale);
    for (int i = 0; i < scale.length; i++) {
      scale[i] = 1 / scale[i];
    }
    return new Lift.Identity(mean, scale);
  }

  static double[] ones(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }
}
