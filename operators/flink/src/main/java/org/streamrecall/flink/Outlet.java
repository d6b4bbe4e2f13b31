package org.streamrecall.flink;

import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The ways out of an operator.
 *
 * @param main for answers
 * @param side for all else
 */
public record Outlet<O>(Collector<O> main, Aside side) {
  /** Flink's side outputs. */
  public interface Aside {
    <T> void output(OutputTag<T> tag, T value);
  }

  public void emit(O value) {
    main.collect(value);
  }

  public <T> void aside(OutputTag<T> tag, T value) {
    side.output(tag, value);
  }
}
