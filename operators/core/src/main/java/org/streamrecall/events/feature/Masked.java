package org.streamrecall.events.feature;

/** A field's text with {@code #} for each row of digits, so that numbers tell no texts apart. */
public record Masked(String field) implements Text, Expression {
  static final String WORD = "masked";

  static Masked parse(FeatureParser text) {
    return new Masked(text.text(WORD).field());
  }

  @Override
  public String read(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    boolean before = false;
    for (int letter : text.codePoints().toArray()) {
      boolean digit = Character.isDigit(letter);
      if (!digit || !before) {
        masked.appendCodePoint(digit ? '#' : letter);
      }
      before = digit;
    }
    return masked.toString();
  }

  @Override
  public String toString() {
    return WORD + "(" + FeatureParser.quoted(field) + ")";
  }
}
