package org.streamrecall.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A sketch of random sizes and a stream that fits it, for laws that must hold for all of them. */
record Shapes(SketchLayout layout, List<Atom> atoms) {
  private static final int STEP_MILLIS = 50;

  /**
   * 1 to 64 tag and 0 to 40 content numbers, a budget from the least that is possible to 24 KB,
   * evidence or none, decay or none; weights differ, some tags return exactly and some atoms have
   * no time.
   */
  static Shapes random(Random random, int tokens) {
    int tagDims = 1 + random.nextInt(random.nextBoolean() ? 6 : Shape.MAX_TAG_DIMS);
    int contentDims = random.nextInt(3) == 0 ? 0 : random.nextInt(41);
    Shape shape = new Shape(tagDims, contentDims, random.nextInt(3), random.nextLong());
    boolean evidence = random.nextBoolean();
    Decay decay = random.nextBoolean() ? Decay.NONE : new Decay(1 + random.nextInt(20000));
    int least = (int) SketchLayout.leastBytes(shape, evidence, decay);
    int bytes = least + (random.nextInt(4) == 0 ? 0 : random.nextInt(24000));
    SketchLayout layout = SketchLayout.of(shape, bytes, evidence, decay);
    return new Shapes(layout, atoms(shape, random, tokens));
  }

  private static List<Atom> atoms(Shape shape, Random random, int tokens) {
    int contents = Math.max(1, shape.contentDims());
    List<Atom> plain = Streams.mixture(tokens, shape.tagDims(), 5, contents, random.nextLong());
    double returning = random.nextBoolean() ? 0 : random.nextDouble();
    boolean timed = random.nextBoolean();
    List<Atom> atoms = new ArrayList<>(tokens);
    long time = 1_700_000_000_000L;
    for (Atom atom : plain) {
      time += random.nextInt(2 * STEP_MILLIS);
      boolean again = !atoms.isEmpty() && random.nextDouble() < returning;
      float[] tag = again ? atoms.get(random.nextInt(Math.min(9, atoms.size()))).tag() : atom.tag();
      float[] content = shape.contentDims() == 0 ? new float[0] : atom.content();
      boolean told = timed || random.nextInt(5) > 0;
      long late = random.nextInt(10) == 0 ? random.nextInt(5000) : 0;
      double weight = Math.exp(random.nextGaussian());
      atoms.add(new Atom(tag, content, weight, told ? time - late : Atom.NO_TIME, atom.ref()));
    }
    return atoms;
  }

  MeasureSketch told(int count) {
    MeasureSketch sketch = new MeasureSketch(layout);
    atoms.subList(0, count).forEach(sketch::add);
    return sketch;
  }

  /** Near one of the atoms, of length 0 to 20. */
  double[] query(Random random) {
    return Streams.query(atoms, 20 * random.nextDouble(), random.nextLong());
  }
}
