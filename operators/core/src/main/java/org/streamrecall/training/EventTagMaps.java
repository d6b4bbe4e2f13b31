package org.streamrecall.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.measure.Atom;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Schema;
import org.streamrecall.model.TagMap;

/**
 * Tag maps for events other than the untrained default's, fitted to what keys were told under that.
 */
final class EventTagMaps {
  private static final int CLASSES = 300; // of all keys together
  private static final int SLICES = 5; // of a key's numbers

  /** Moments of a class: with fewer its mean is noise. */
  private static final int FEWEST = 8;

  private static final double MOST_WEIGHT = 8;

  private final EventSchema reading;
  private final Schema schema; // the untrained default's
  private final List<List<Atom>> keys;
  private final double[] ones;
  private final List<List<float[]>> vectors = new ArrayList<>(); // of each key, before the sphere

  EventTagMaps(EventSchema reading, List<List<Atom>> keys) {
    this.reading = reading;
    this.keys = keys;
    schema = reading.schema();
    ones = SchemaFit.ones(schema.tagMap().rawDims());
    for (List<Atom> key : keys) {
      vectors.add(key.stream().map(this::vector).toList());
    }
  }

  /** One that was longer than the sphere's radius comes back at that length. */
  private float[] vector(Atom atom) {
    float[] w = new float[ones.length];
    for (int j = 0; j < w.length; j++) {
      w[j] = (float) (schema.tagMap().radius() * atom.tag()[j]);
    }
    return w;
  }

  private List<float[]> all() {
    return vectors.stream().flatMap(List::stream).toList();
  }

  /** The same distances in as few numbers as they need. */
  Schema principal() {
    PrincipalDirections fit = PrincipalDirections.fit(all(), ones, ones.length);
    double radius = schema.tagMap().radius();
    TagMap map = new TagMap(fit.mean(), ones, fit.matrix(), TagMap.Unit.LIFT, radius);
    return with(TagMap.Kind.PRINCIPAL, map);
  }

  /**
   * Each feature as long as attention has learned that it should be, all together as long as
   * before.
   */
  Schema weighted(RecallModel trained) {
    double[] relevance = trained.relevance();
    double[] squares = new double[ones.length]; // of the weights
    int at = 0;
    for (int width : reading.widths()) {
      double mean = 0;
      for (int j = at; j < at + width; j++) {
        mean += Math.max(0, relevance[j]) / width;
      }
      java.util.Arrays.fill(squares, at, at + width, mean);
      at += width;
    }
    double before = 0;
    double after = 0;
    for (float[] w : all()) {
      for (int j = 0; j < w.length; j++) {
        before += w[j] * w[j];
        after += squares[j] * w[j] * w[j];
      }
    }
    double[] weights = new double[ones.length];
    for (int j = 0; j < weights.length; j++) {
      double weight = after > 0 ? Math.sqrt(squares[j] * before / after) : 1;
      weights[j] = Math.max(1 / MOST_WEIGHT, Math.min(MOST_WEIGHT, weight));
    }
    double radius = schema.tagMap().radius();
    double[] zeros = new double[weights.length];
    return with(TagMap.Kind.IDENTITY, new TagMap(zeros, weights, null, TagMap.Unit.LIFT, radius));
  }

  /** Directions along which what is foretold differs within a key; null if there are too few. */
  Schema discriminant() {
    Map<String, List<float[]>> classes = new LinkedHashMap<>();
    for (int k = 0; k < keys.size() && classes.size() < CLASSES; k++) {
      String name = k + "/";
      classes(k).forEach((c, of) -> classes.put(name + c, of));
    }
    if (classes.size() < 2) {
      return null;
    }
    DiscriminantDirections fit = DiscriminantDirections.fit(classes, ones, ones.length);
    TagMap free = new TagMap(fit.centre(), ones, fit.matrix(), TagMap.Unit.NONE, 1);
    double radius = SchemaFit.radius(free, all());
    return with(
        TagMap.Kind.DISCRIMINANT,
        new TagMap(fit.centre(), ones, fit.matrix(), TagMap.Unit.LIFT, radius));
  }

  /** Vectors of a key about their own mean, by slot, or by how large what is foretold was. */
  private Map<Integer, List<float[]>> classes(int k) {
    List<float[]> own = vectors.get(k);
    float[] mean = new float[ones.length];
    for (float[] w : own) {
      for (int j = 0; j < w.length; j++) {
        mean[j] += w[j] / own.size();
      }
    }
    double[] sorted =
        keys.get(k).stream().mapToDouble(atom -> atom.content()[0]).sorted().toArray();
    Map<Integer, List<float[]>> classes = new TreeMap<>();
    for (int i = 0; i < own.size(); i++) {
      float[] about = own.get(i).clone();
      for (int j = 0; j < about.length; j++) {
        about[j] -= mean[j];
      }
      float[] content = keys.get(k).get(i).content();
      int c = reading.isCategory() ? EventExamples.slot(content) : slice(content[0], sorted);
      classes.computeIfAbsent(c, key -> new ArrayList<>()).add(about);
    }
    classes.values().removeIf(of -> of.size() < FEWEST);
    return classes;
  }

  private static int slice(float x, double[] sorted) {
    int place = java.util.Arrays.binarySearch(sorted, x);
    return Math.min(SLICES - 1, SLICES * Math.max(place, -place - 1) / sorted.length);
  }

  private Schema with(TagMap.Kind kind, TagMap map) {
    return reading.schema(kind, map, schema.fields().readOut());
  }
}
