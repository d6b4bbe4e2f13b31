package org.streamrecall.events.feature;

import java.util.List;
import org.streamrecall.model.NGrams;

/** A text by its letters, as {@link NGrams} hashes them. */
public record Letters(String field, int slots) implements Feature {
  static final String WORD = "ngrams";

  private static final int SLOTS = 32;
  private static final double LENGTH = 4;

  static Letters parse(FeatureParser text) {
    return new Letters(text.name(), text.slots(SLOTS));
  }

  @Override
  public void use(FieldUse fields) {
    fields.text(field);
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
  public double length() {
    return LENGTH;
  }

  @Override
  public boolean isNumber() {
    return false;
  }

  @Override
  public int scalars() {
    return slots;
  }

  @Override
  public Reader reader(Sources sources) {
    int field = sources.text(this.field);
    return (moment, past, scalars, at) -> {
      String text = moment.text(field);
      float[] letters =
          text == null || text.isBlank() ? new float[slots] : NGrams.features(List.of(text), slots);
      for (int i = 0; i < slots; i++) {
        scalars[at + i] = letters[i];
      }
    };
  }

  @Override
  public void encode(float[] scalars, int from, float[] vector, int at) {
    for (int i = 0; i < slots; i++) {
      vector[at + i] = (float) LENGTH * scalars[from + i];
    }
  }

  @Override
  public String toString() {
    return WORD + "(" + FeatureParser.quoted(field) + (slots == SLOTS ? ")" : "," + slots + ")");
  }
}
