package org.streamrecall.events.feature;

/** The natural logarithm of a number. Of zero and less: missing. */
public record Log(Numeric of) implements Numeric {
  static final String WORD = "log";

  static Feature parse(FeatureParser text) {
    return text.ofNumber(Log::new);
  }

  @Override
  public String field() {
    return of.field();
  }

  @Override
  public void use(FieldUse fields) {
    of.use(fields);
  }

  @Override
  public Source source(Sources sources) {
    Source source = of.source(sources);
    return (moment, past) -> {
      double x = source.value(moment, past);
      return x > 0 && x < Double.POSITIVE_INFINITY
          ? org.streamrecall.measure.Log.log(Math.max(x, Double.MIN_NORMAL))
          : Double.NaN;
    };
  }

  @Override
  public boolean canBeForetold() {
    return of instanceof Plain;
  }

  @Override
  public double scale(double value) {
    return value > 0 ? StrictMath.log(value) : Double.NaN;
  }

  @Override
  public double unscale(double foretold) {
    return StrictMath.exp(foretold);
  }

  @Override
  public String toString() {
    return WORD + "(" + of + ")";
  }
}
