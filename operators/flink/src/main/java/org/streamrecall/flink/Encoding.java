package org.streamrecall.flink;

import java.io.Serializable;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;

/**
 * How what a recall on events says leaves the job: as one stream, for a sink that takes all of it
 * in one transaction without a step in between, or by several ways.
 *
 * @param <E> the user's own record
 * @param <R> what leaves by the main way out
 */
public interface Encoding<E, R> extends Serializable {
  void answered(Answered<E> answered, Outlet<R> out);

  /** What another model would have said, see {@link EventRecall#shadow}. */
  void shadow(Answered<E> answered, Outlet<R> out);

  void refused(RefusedEvent<E> event, Outlet<R> out);

  /** A model. */
  void refused(Refused model, Outlet<R> out);

  void judged(JudgedOutcome outcome, Outlet<R> out);

  /**
   * An alarm that an event, an outcome or a silence opens or closes: {@link EventRecall#alarms}.
   */
  void alarm(Alarm alarm, Outlet<R> out);
}
