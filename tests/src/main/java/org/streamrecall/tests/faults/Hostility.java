package org.streamrecall.tests.faults;

/** What is done to a run, its broker, its disk and its topics. */
enum Hostility {
  /** The run stands still (SIGSTOP) for longer than Kafka keeps its transactions. */
  PAUSE("pause"),
  /** The broker stands still for a while. */
  SUSPENDED_BROKER("suspendedBroker"),
  /** The disk of its state is full for a while. */
  DISK_FULL("diskFull"),
  /** The topic of what is learned has one partition more. */
  ADDED_PARTITION("addedPartition"),
  /** Another run of the same name starts. */
  SECOND_JOB("secondJob"),
  /** A record comes whose sender's clock is fifty minutes ahead. */
  FAST_CLOCK("fastClock"),
  /** The run is killed (SIGKILL) and starts anew. */
  KILL("kill"),
  /** The broker is. */
  BROKER_KILL("brokerKill");

  private final String word;

  Hostility(String word) {
    this.word = word;
  }

  /** As in the results. */
  String word() {
    return word;
  }
}
