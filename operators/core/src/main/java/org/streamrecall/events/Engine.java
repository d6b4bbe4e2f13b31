package org.streamrecall.events;

import java.util.List;
import org.streamrecall.events.schema.Event;
import org.streamrecall.events.schema.EventFields;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.SketchLayout;
import org.streamrecall.model.RecallModel;

/** What an {@link EventMemory} is made of, whose methods say what these do. */
sealed interface Engine permits PanelEvents, CategoryEvents {
  RecallModel model();

  void serve(RecallModel model);

  EventFields fields();

  void restore(byte[] state, byte[] memory, Iterable<Atom> recent);

  byte[] state();

  byte[] memory();

  List<Atom> recent();

  float[] tag();

  boolean folded();

  int foldBatch();

  void watch(ErrorWatch watch);

  SketchLayout layout();

  int atomBytes();

  String account();

  int sizeInBytes();

  Judgement ask(Event event);

  Judgement tell(Event event);

  JudgedOutcome outcome(Event outcome);

  long givenUp();

  List<Atom> study(Event event);
}
