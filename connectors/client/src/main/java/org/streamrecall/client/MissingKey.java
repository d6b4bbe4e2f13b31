package org.streamrecall.client;

/** Refuses a record that does not say whose it is. */
final class MissingKey extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  MissingKey(String key, String rule) {
    super(key + " is missing; " + rule);
  }
}
