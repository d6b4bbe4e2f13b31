package org.streamrecall.tests.faults;

/** What is done to a running job. */
enum Fault {
  /** A function inside a running task throws. */
  TASK("task"),
  /** A TaskManager goes, its tasks and their state with it; another one comes. */
  TASK_MANAGER("taskManager"),
  /** The job is cancelled, or stopped with a savepoint, and another goes on from its state. */
  CANCEL_RESTORE("cancelRestore"),
  /** The broker's process is killed (SIGKILL) and started anew. */
  BROKER("broker");

  private final String word;

  Fault(String word) {
    this.word = word;
  }

  /** As in the results. */
  String word() {
    return word;
  }
}
