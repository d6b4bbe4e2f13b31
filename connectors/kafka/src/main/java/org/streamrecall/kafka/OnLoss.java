package org.streamrecall.kafka;

import java.util.Locale;

/** What becomes of a job whose answers Kafka has given up before they were committed. */
public enum OnLoss {
  /** It ends without a restart, naming what is lost. */
  FAIL,
  /** It goes on; {@code recall.lost} counts the answers, and the log names the transactions. */
  COUNT;

  /** As on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
