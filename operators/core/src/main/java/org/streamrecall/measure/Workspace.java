package org.streamrecall.measure;

/**
 * What the clusters of one sketch compute with: sizes, and buffers that one call leaves as it
 * likes.
 */
final class Workspace {
  final int d;
  final int width; // of a tag, padded
  final int contentDims;
  final double contentWeight;
  final boolean wide; // whether covariances are packed in 16 bits
  final boolean fades; // whether masses decay
  final Circulant matrix;
  final PrincipalAxes principal;
  final double[] delta; // (width)
  final double[] step; // (contentDims)
  final double[] image; // (width)
  final double[][] axes; // (axes, width)
  final double[] audits = new double[Audits.PADDED];
  final Closures single; // one at a time
  final double[] axis = new double[Cells.MOST_AXES];

  Workspace(Shape shape, boolean wide, Decay decay) {
    this.wide = wide;
    fades = !decay.isNone();
    d = shape.tagDims();
    width = Kernels.padded(d);
    contentDims = shape.contentDims();
    contentWeight = shape.contentWeight();
    matrix = new Circulant(d);
    principal = new PrincipalAxes(matrix, Cells.axes(d));
    delta = new double[width];
    step = new double[contentDims];
    image = new double[width];
    single = new Closures(this);
    axes = new double[Cells.axes(d)][width];
  }
}
