package org.streamrecall.flink.serial;

/**
 * What is kept of one key of events: read and written together, so that it is one row where state
 * is on disk. Nobody writes into the arrays.
 *
 * @param record what is kept beside the memory
 * @param memory the packed memory; empty while there is none
 */
public record KeyState(byte[] record, byte[] memory) {
  /** Version of how the two are laid out. */
  public static final int FORMAT = 2; // 1 was two rows
}
