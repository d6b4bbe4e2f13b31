package org.streamrecall.tests.cluster;

import java.io.IOException;

/** What a Flink cluster says to a request that it does not fulfil. */
final class FlinkRefusal extends IOException {
  FlinkRefusal(String message) {
    super(message);
  }
}
