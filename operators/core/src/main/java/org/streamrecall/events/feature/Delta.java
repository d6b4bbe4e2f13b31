package org.streamrecall.events.feature;

/** A number less what it was at the key's last event. */
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
    return of.source(sources).less(sources.ago(of, 1), 1);
  }

  @Override
  public String toString() {
    return WORD + "(" + of + ")";
  }
}
