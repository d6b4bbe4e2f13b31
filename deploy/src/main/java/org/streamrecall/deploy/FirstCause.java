package org.streamrecall.deploy;

import org.apache.flink.util.SerializedThrowable;

/** What made a job fail, without all that failed by it. */
final class FirstCause {
  private FirstCause() {}

  static Throwable of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** What it says, without the name of its class. */
  static String text(Throwable failure) {
    Throwable root = of(failure);
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    String name =
        root instanceof SerializedThrowable serialized
            ? serialized.getOriginalErrorClassName() + ": "
            : "";
    return message.startsWith(name) ? message.substring(name.length()) : message;
  }
}
