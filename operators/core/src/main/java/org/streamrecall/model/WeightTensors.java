package org.streamrecall.model;

import java.util.Arrays;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Weights as tensors of a {@link ModelFile}.
 *
 * @param weights that are written, or filled
 * @param regresses whether heads have a ridge
 */
record WeightTensors(Weights weights, boolean regresses) {
  private static final String BETA = "attention.log_beta";
  private static final String RIDGE = "attention.log_lambda";
  private static final String SMOOTHING = "attention.smoothing";
  private static final double MOST_LOG = 50;

  void put(Map<String, Tensor> tensors) {
    int d = weights.tagDims();
    putHeads(tensors, BETA, weights::logBeta);
    if (regresses) {
      putHeads(tensors, RIDGE, weights::logLambda);
    }
    if (weights.isSmoothed()) {
      putHeads(tensors, SMOOTHING, weights::smoothingPlace);
    }
    putHeads(tensors, "attention.wq", weights::wq, d, d);
    putHeads(tensors, "attention.wk", weights::wk, d, d);
    Mlp mlp = weights.mlp();
    put(tensors, "readout.a", mlp.straight(), mlp.outputs(), mlp.inputs());
    put(tensors, "readout.b", mlp.bias(), mlp.outputs());
    for (int l = 0; l < mlp.layers(); l++) {
      put(tensors, "readout.u" + (l + 1), mlp.layer(l), mlp.entering(l), mlp.width(l));
      put(tensors, "readout.c" + (l + 1), mlp.layerBias(l), mlp.width(l));
    }
    put(tensors, "readout.v", mlp.last(), mlp.outputs(), mlp.entering(mlp.layers()));
  }

  /**
   * Fills the weights.
   *
   * @throws IllegalArgumentException naming a tensor that is missing or out of bounds
   */
  void get(Safetensors file) {
    int d = weights.tagDims();
    getHeads(file, BETA, weights::logBeta, -MOST_LOG, MOST_LOG);
    if (regresses) {
      getHeads(file, RIDGE, weights::logLambda, -MOST_LOG, MOST_LOG);
    }
    if (file.tensors().containsKey(SMOOTHING)) {
      getHeads(file, SMOOTHING, weights::smoothingPlace, 0, 1);
    }
    getHeads(file, "attention.wq", weights::wq, -Double.MAX_VALUE, Double.MAX_VALUE, d, d);
    getHeads(file, "attention.wk", weights::wk, -Double.MAX_VALUE, Double.MAX_VALUE, d, d);
    Mlp mlp = weights.mlp();
    get(file, "readout.a", mlp.straight(), mlp.outputs(), mlp.inputs());
    get(file, "readout.b", mlp.bias(), mlp.outputs());
    for (int l = 0; l < mlp.layers(); l++) {
      get(file, "readout.u" + (l + 1), mlp.layer(l), mlp.entering(l), mlp.width(l));
      get(file, "readout.c" + (l + 1), mlp.layerBias(l), mlp.width(l));
    }
    get(file, "readout.v", mlp.last(), mlp.outputs(), mlp.entering(mlp.layers()));
  }

  /** One block of numbers a head. */
  private void putHeads(
      Map<String, Tensor> tensors, String name, IntUnaryOperator place, int... block) {
    int size = size(block);
    double[] values = new double[weights.heads() * size];
    for (int h = 0; h < weights.heads(); h++) {
      System.arraycopy(weights.values(), place.applyAsInt(h), values, h * size, size);
    }
    ModelFile.put(tensors, name, values, shape(block));
  }

  private void getHeads(
      Safetensors file,
      String name,
      IntUnaryOperator place,
      double least,
      double most,
      int... block) {
    int size = size(block);
    double[] values = file.doubles(name, shape(block));
    for (double value : values) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            name + "=" + value + " is outside " + least + " to " + most + "; train anew");
      }
    }
    for (int h = 0; h < weights.heads(); h++) {
      System.arraycopy(values, h * size, weights.values(), place.applyAsInt(h), size);
    }
  }

  private long[] shape(int... block) {
    long[] shape = new long[1 + block.length];
    shape[0] = weights.heads();
    for (int i = 0; i < block.length; i++) {
      shape[1 + i] = block[i];
    }
    return shape;
  }

  private void put(Map<String, Tensor> tensors, String name, int from, int... shape) {
    double[] values = Arrays.copyOfRange(weights.values(), from, from + size(shape));
    ModelFile.put(tensors, name, values, Arrays.stream(shape).asLongStream().toArray());
  }

  private void get(Safetensors file, String name, int to, int... shape) {
    double[] values = file.doubles(name, Arrays.stream(shape).asLongStream().toArray());
    System.arraycopy(values, 0, weights.values(), to, values.length);
  }

  private static int size(int... shape) {
    int size = 1;
    for (int side : shape) {
      size *= side;
    }
    return size;
  }
}
