package org.streamrecall.events.feature;

/** A numeric field as it is. */
public record Plain(String field) implements Numeric {
  @Override
  public void use(FieldUse fields) {
    fields.number(field);
  }

  @Override
  public Source source(Sources sources) {
    return sources.number(field);
  }

  @Override
  public boolean canBeForetold() {
    return true;
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
    return FeatureParser.quoted(field);
  }
}
