package org.streamrecall.events.feature;

import java.util.List;
import org.streamrecall.model.NGrams;

/** A text by its letters, as {@link NGrams} hashes them. */
public record Letters(Text of, int slots) implements Feature {
  static final String WORD = "ngrams";

  private static final int SLOTS = 32;

  /** Of a field as it is. */
  public Letters(String field, int slots) {
    this(new TextField(field), slots);
  }

  static Letters parse(FeatureParser text) {
    return new Letters(text.text(WORD), text.slots(SLOTS));
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
  public boolean readsNow() {
    return true;
  }

  @Override
  public int width() {
    return slots;
  }

  @Override
  public Kind kind() {
    return Kind.DIRECTION;
  }

  @Override
  public int scalars() {
    return slots;
  }

  @Override
  public Reader reader(Sources sources) {
    Naming.Name name = of.name(sources);
    return (moment, past, scalars, at) -> {
      String text = name.of(moment, past);
      float[] letters =
          text == null || text.isBlank() ? new float[slots] : NGrams.features(List.of(text), slots);
      for (int i = 0; i < slots; i++) {
        scalars[at + i] = letters[i];
      }
    };
  }

  @Override
  public String toString() {
    return WORD + "(" + of + (slots == SLOTS ? ")" : "," + slots + ")");
  }
}
