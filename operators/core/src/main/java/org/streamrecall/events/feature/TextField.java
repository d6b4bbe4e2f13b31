package org.streamrecall.events.feature;

/** The text of a field as it is. */
public record TextField(String field) implements Text {
  @Override
  public String read(String text) {
    return text;
  }

  @Override
  public String toString() {
    return FeatureParser.quoted(field);
  }
}
