package org.streamrecall.flink.operator;

import org.apache.flink.util.OutputTag;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.flink.Answered;
import org.streamrecall.flink.Encoding;
import org.streamrecall.flink.Outlet;
import org.streamrecall.flink.Refused;
import org.streamrecall.flink.RefusedEvent;

/** Answers leave as they are, the rest by side outputs. */
public record Sideways<E>(OutputTag<RefusedEvent<E>> refused, OutputTag<Answered<E>> shadows)
    implements Encoding<E, Answered<E>> {
  @Override
  public void answered(Answered<E> answered, Outlet<Answered<E>> out) {
    out.emit(answered);
  }

  @Override
  public void shadow(Answered<E> answered, Outlet<Answered<E>> out) {
    out.aside(shadows, answered);
  }

  @Override
  public void refused(RefusedEvent<E> event, Outlet<Answered<E>> out) {
    out.aside(refused, event);
  }

  @Override
  public void refused(Refused model, Outlet<Answered<E>> out) {
    out.aside(SideOutputs.REFUSED, model);
  }

  @Override
  public void judged(JudgedOutcome outcome, Outlet<Answered<E>> out) {
    out.aside(SideOutputs.JUDGED_OUTCOMES, outcome);
  }

  @Override
  public void alarm(Alarm alarm, Outlet<Answered<E>> out) {
    out.aside(SideOutputs.ALARMS, alarm);
  }
}
