package org.streamrecall.events.feature;

/**
 * A number less what it was at the key's last event; where it is foretold, its change since it was
 * last known, as {@link Changes} has it.
 */
public record Delta(Numeric of) implements Numeric, Nameable {
  static final String WORD = "delta";

  static Feature parse(FeatureParser text) {
    return text.ofNumber(Delta::new);
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
    Source now = of.source(sources);
    int place = sources.change(this);
    return place < 0
        ? now.less(sources.ago(of, 1), 1)
        : (moment, past) -> past.change(place, now.value(moment, past));
  }

  @Override
  public boolean canBeForetold() {
    return !(of instanceof Delta) && of.canBeForetold();
  }

  @Override
  public double scale(double value) {
    return value;
  }

  @Override
  public double unscale(double foretold) {
    return foretold;
  }

  @Override
  public String toString() {
    return WORD + "(" + of + ")";
  }
}
