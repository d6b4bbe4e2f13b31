package org.streamrecall.deploy;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;
import org.streamrecall.training.Progress;

/** Shows how far a training is, its loss and the time left, on one line of stderr. */
public final class TrainingBar implements Progress, AutoCloseable {
  private static final int WIDTH = 78;
  private static final int TERMINAL_MILLIS = 500;
  private static final int LOG_MILLIS = 10_000; // where each refresh is a line in a log

  private final PrintWriter err;
  private final Duration limit;
  private ProgressBar bar; // null before the first step: what fails before it has none

  /**
   * @param err where the bar is drawn
   * @param limit the training's time limit
   */
  public TrainingBar(PrintWriter err, Duration limit) {
    this.err = err;
    this.limit = limit;
  }

  private ProgressBar begin() {
    return new ProgressBarBuilder()
        .setTaskName("training")
        .setStyle(ProgressBarStyle.ASCII)
        .setInitialMax(-1)
        .setUpdateIntervalMillis(System.console() == null ? LOG_MILLIS : TERMINAL_MILLIS)
        .setEtaFunction(this::timeLeft)
        .setConsumer(new Line(err))
        .build();
  }

  @Override
  public void step(int step, int steps, double loss) {
    bar = bar == null ? begin() : bar;
    bar.maxHint(steps);
    bar.stepTo(step);
    bar.setExtraMessage(String.format(Locale.ROOT, "loss %.4f", loss));
  }

  private Optional<Duration> timeLeft(ProgressState state) {
    if (state.getMax() <= 0 || state.getCurrent() <= 0) {
      return Optional.empty();
    }
    Duration elapsed = state.getTotalElapsed();
    double ratio = (double) (state.getMax() - state.getCurrent()) / state.getCurrent();
    Duration left = Duration.ofMillis((long) (elapsed.toMillis() * ratio));
    if (left.compareTo(limit.minus(elapsed)) > 0) {
      left = limit.minus(elapsed);
    }
    return Optional.of(left.isNegative() ? Duration.ZERO : left);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      err.println();
    }
  }

  /** One line of a terminal, drawn over again. */
  private record Line(PrintWriter err) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String rendered) {
      err.print('\r' + rendered);
      err.flush();
    }

    @Override
    public void close() {
      // Called on the bar's own thread, too late for what is said next: see TrainingBar.close.
    }
  }
}
