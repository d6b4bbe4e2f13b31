package org.streamrecall.tests.accuracy;

import org.streamrecall.attention.Recollection;
import org.streamrecall.attention.SoftmaxRecall;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Decay;
import org.streamrecall.measure.MeasureSketch;
import org.streamrecall.measure.Shape;
import org.streamrecall.measure.SketchLayout;

/** The sketch as the core builds it. Without content the tag stands for it. */
final class SketchMemory implements Memory {
  private static final float[] NOTHING = {};

  private final MeasureSketch sketch;

  /**
   * @throws IllegalArgumentException if the bytes are too few, naming those needed
   */
  SketchMemory(int bytes, int dims, int contentDims) {
    Shape shape = new Shape(dims, contentDims, 0, 0);
    this.sketch = new MeasureSketch(SketchLayout.of(shape, bytes, false, Decay.NONE));
  }

  @Override
  public void add(float[] tag, float[] content) {
    sketch.add(new Atom(tag, content == null ? NOTHING : content, 1, Atom.NO_TIME, null));
  }

  /** Takes over all that another shard was told. */
  void merge(SketchMemory shard) {
    sketch.merge(shard.sketch);
  }

  @Override
  public double[] answer(double[] a) {
    return SoftmaxRecall.recall(sketch, a).value();
  }

  /** The stated 90 % bound on |answer - exact|. */
  double bound(double[] a) {
    Recollection recollection = SoftmaxRecall.recall(sketch, a);
    return sketch.memoryError(a, recollection.shares(), recollection.value());
  }

  int sizeInBytes() {
    return sketch.sizeInBytes();
  }
}
