package org.streamrecall.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.measure.Atom;

/**
 * Atoms of one tag as one atom of their mass and mean content: softmax attention cannot tell the
 * two apart, and a context of a few tags is then a few atoms, however many tokens it has.
 */
final class SameTags {
  private SameTags() {}

  /**
   * The same measure, one atom a tag, in order of arrival; or the atoms if that saves too little.
   */
  static List<Atom> merged(List<Atom> atoms) {
    Map<Tag, Sum> sums = new LinkedHashMap<>();
    for (Atom atom : atoms) {
      sums.computeIfAbsent(new Tag(atom.tag()), t -> new Sum(atom)).add(atom);
      if (2 * sums.size() > atoms.size() + 1) {
        return atoms;
      }
    }
    return sums.values().stream().map(Sum::atom).toList();
  }

  private record Tag(float[] numbers) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Tag tag && Arrays.equals(numbers, tag.numbers);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(numbers);
    }
  }

  private static final class Sum {
    private final Atom first;
    private final double[] content;
    private double mass;
    private long time = Atom.NO_TIME;

    Sum(Atom first) {
      this.first = first;
      content = new double[first.content().length];
    }

    void add(Atom atom) {
      mass += atom.mass();
      time = Math.max(time, atom.time());
      for (int i = 0; i < content.length; i++) {
        content[i] += atom.mass() * atom.content()[i];
      }
    }

    Atom atom() {
      float[] mean = new float[content.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = (float) (content[i] / mass);
      }
      return new Atom(first.tag(), mean, mass, time, null);
    }
  }
}
