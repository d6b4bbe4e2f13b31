package org.streamrecall.events;

import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.model.RecallModel;

/** What an {@link EventMemory} is made of, whose methods say what these do. */
sealed interface Engine permits PanelEvents, CategoryEvents {
  RecallModel model();

  void serve(RecallModel model);

  EventFields fields();

  void restore(byte[] state, byte[] memory);

  byte[] state();

  byte[] memory();

  float[] tag();

  boolean hasNewMemory();

  void watch(ErrorWatch watch);

  String account();

  int sizeInBytes();

  Judgement ask(Event event);

  Judgement tell(Event event);

  JudgedOutcome outcome(Event outcome);

  long givenUp();
}
