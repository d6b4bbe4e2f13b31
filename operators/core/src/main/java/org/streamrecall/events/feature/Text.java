package org.streamrecall.events.feature;

/** A text, which can be a name, or be read by its letters. */
public sealed interface Text extends Naming permits TextField, Masked {
  /** What is read of the field's text. */
  String read(String text);

  @Override
  default void use(FieldUse fields) {
    fields.text(field());
  }

  @Override
  default Name name(Sources sources) {
    int field = sources.text(field());
    return (moment, past) -> {
      String text = moment.text(field);
      return text == null ? null : read(text);
    };
  }

  @Override
  default int slots(int usual) {
    return usual;
  }
}
