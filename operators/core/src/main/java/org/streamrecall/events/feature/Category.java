package org.streamrecall.events.feature;

import java.nio.charset.StandardCharsets;
import org.streamrecall.measure.WholeText;

/**
 * What is a name: a text or number as it is written, a masked text, or a number that a feature
 * makes. A key's first {@code slots} names stand each by itself, later ones share a few places that
 * their number chooses; a name that the key has not had, like a missing one, is equally far from
 * all.
 */
public record Category(Naming of, int slots) implements Scalar {
  static final String WORD = "category";

  /** Slots unless the expression says otherwise. */
  static final int SLOTS = 8;

  /** Bytes of a name that is to be foretold, at most: it is kept whole, in those of its key. */
  public static final int LONGEST_NAME = 64;

  /** With as many slots as an expression has that says none. */
  public static Category of(String field) {
    return new Category(field, SLOTS);
  }

  /** Of a field as it is. */
  public Category(String field, int slots) {
    this(new TextField(field), slots);
  }

  static Feature parse(FeatureParser text) {
    return text.ofNames(names -> new Category(names, text.categorySlots(names)));
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
  public int width() {
    return slots;
  }

  @Override
  public Kind kind() {
    return Kind.NAME;
  }

  @Override
  public Source source(Sources sources) {
    Naming.Name name = of.name(sources);
    int dictionary = sources.dictionary(this);
    return (moment, past) -> past.nameNumber(dictionary, name.of(moment, past));
  }

  @Override
  public boolean canBeForetold() {
    return of instanceof TextField;
  }

  /**
   * Refuses a name that could not come back as it is.
   *
   * @throws IllegalArgumentException naming the field, the name, the rule and the remedy
   */
  public void requireName(String name) {
    WholeText.require(field(), name);
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_NAME) {
      throw new IllegalArgumentException(
          field()
              + "="
              + WholeText.shown(name)
              + " has "
              + bytes
              + " bytes of UTF-8; a category that is foretold must have at most "
              + LONGEST_NAME
              + ", for it is kept whole; send a shorter name, or a code");
    }
  }

  @Override
  public String toString() {
    return written(SLOTS);
  }

  /**
   * @param usual slots that are not written
   */
  String written(int usual) {
    return WORD + "(" + of + (slots == of.slots(usual) ? ")" : "," + slots + ")");
  }
}
