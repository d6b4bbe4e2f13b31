package org.streamrecall.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;

/** Freezes a schema: fits tag map, lift and their scales to the tokens of training episodes. */
final class SchemaFit {
  /** A raw field that varies less than this part of its own size counts as constant. */
  private static final double CONSTANT = 1e-9;

  private SchemaFit() {}

  /**
   * @param directions most directions of a discriminant map
   * @throws IllegalArgumentException naming the episode and the token that does not fit
   */
  static Schema fit(Fields fields, List<Episode> episodes, int directions) {
    if (fields.tagMap() == TagMap.Kind.IDENTITY) {
      return StreamedFit.fit(fields, episodes::forEach);
    }
    boolean discriminant = fields.tagMap() == TagMap.Kind.DISCRIMINANT;
    requireClasses(fields, episodes);
    Map<String, List<float[]>> classes = discriminant ? classes(fields, episodes) : Map.of();
    List<float[]> tags =
        discriminant
            ? classes.values().stream().flatMap(List::stream).toList()
            : tags(fields, episodes);
    double[] mean = new double[fields.tag()];
    double[] scale = ones(fields.tag());
    if (fields.text() == null) {
      standardise(tags, mean, scale);
    }
    double[][] matrix;
    if (discriminant) {
      DiscriminantDirections fit = DiscriminantDirections.fit(classes, scale, directions);
      matrix = fit.matrix();
      mean = fit.centre();
    } else {
      PrincipalDirections fit = PrincipalDirections.fit(tags, scale, fields.tagDims());
      matrix = fit.matrix();
      mean = fit.mean();
    }
    double radius = 1;
    if (fields.unit() == TagMap.Unit.LIFT) {
      TagMap free = new TagMap(mean, scale, matrix, TagMap.Unit.NONE, 1);
      radius =
          StreamedFit.radius(
              tags.stream().mapToDouble(tag -> StreamedFit.length(free.apply(tag))).toArray());
    }
    TagMap map = new TagMap(mean, scale, matrix, fields.unit(), radius);
    return new Schema(fields, map, lift(fields, episodes));
  }

  private static void requireClasses(Fields fields, List<Episode> episodes) {
    boolean needed =
        fields.tagMap() == TagMap.Kind.DISCRIMINANT && fields.kind() == Kind.REGRESSION;
    for (Episode episode : episodes) {
      if (needed && episode.classes() == null) {
        throw new EpisodeFault(
            episode.name(),
            " has no classes, and with numbers as content tagMap"
                + " discriminant knows none; give tokens a class, or set tagMap to identity");
      }
    }
  }

  private static List<float[]> tags(Fields fields, List<Episode> episodes) {
    List<float[]> tags = new ArrayList<>();
    for (Episode episode : episodes) {
      for (int i = 0; i < episode.tokens().size(); i++) {
        float[] tag = episode.tokens().get(i).tag();
        StreamedFit.requireTag(fields, episode, i, tag);
        tags.add(tag);
      }
    }
    return tags;
  }

  /** Distinct raw tags by class: the same array met again, in another context, counts once. */
  private static Map<String, List<float[]>> classes(Fields fields, List<Episode> episodes) {
    Map<String, List<float[]>> classes = new LinkedHashMap<>();
    Map<String, Set<float[]>> seen = new LinkedHashMap<>();
    for (Episode episode : episodes) {
      for (int i = 0; i < episode.tokens().size(); i++) {
        float[] tag = episode.tokens().get(i).tag();
        StreamedFit.requireTag(fields, episode, i, tag);
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

  private static Lift lift(Fields fields, List<Episode> episodes) {
    ContentFit contents = new ContentFit(fields);
    episodes.forEach(episode -> episode.tokens().forEach(contents::add));
    return contents.lift();
  }

  static double[] ones(int n) {
    double[] ones = new double[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }
}
