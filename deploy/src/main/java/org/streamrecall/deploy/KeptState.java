package org.streamrecall.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The state folder of a run, from before it begins: what it goes on from, and what it clears. */
final class KeptState {
  private final StateFolder folder;
  private final StateSweep sweep;
  private final Consumer<String> say;
  private final long bytes;
  private String begun;

  private KeptState(StateFolder folder, StateSweep sweep, long bytes, Consumer<String> say) {
    this.folder = folder;
    this.sweep = sweep;
    this.bytes = bytes;
    this.say = say;
  }

  /**
   * Removes what no checkpoint names. To be called under the folder's lock.
   *
   * @throws CommandFailure as {@link StateFolder#newest}
   */
  static KeptState begin(StateFolder folder, Consumer<String> say) {
    Optional<Path> newest = folder.newest();
    KeptState state =
        new KeptState(
            folder, StateSweep.of(folder, newest), newest.map(KeptState::bytesOf).orElse(0L), say);
    String removed = state.removed(StateSweep::removeUnnamed, "that no whole checkpoint names");
    if (newest.isPresent()) {
      state.begun =
          "going on from " + newest.get() + " (" + Bytes.text(state.bytes) + ")" + removed;
    } else if (!removed.isEmpty()) {
      state.begun = "no whole checkpoint in " + folder.path() + ", so beginning anew" + removed;
    }
    return state;
  }

  /** Says what is gone on from, if anything was there. */
  void announce() {
    if (begun != null) {
      say.accept(begun);
    }
  }

  private static long bytesOf(Path checkpoint) {
    try {
      return CheckpointFile.read(checkpoint).bytes();
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Of the state that is gone on from; 0 if there is none. */
  long bytes() {
    return bytes;
  }

  /** Removes what is superseded, and says how much is left. */
  void superseded() {
    String removed = removed(StateSweep::removeSuperseded, "that is superseded");
    say.accept(
        "the state takes " + Bytes.text(size(folder.path())) + " in " + folder.path() + removed);
  }

  /** A sweep is no reason not to serve. */
  private String removed(ToLongFunction<StateSweep> how, String what) {
    try {
      long removed = how.applyAsLong(sweep);
      return removed == 0 ? "" : "; removed " + Bytes.text(removed) + " " + what;
    } catch (CommandFailure e) {
      return "; " + e.getMessage();
    }
  }

  /** Of all files; what goes meanwhile counts as gone. */
  private static long size(Path folder) {
    long bytes = 0;
    try (Stream<Path> files = Files.walk(StateFolder.followed(folder))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        bytes += file.toFile().isFile() ? file.toFile().length() : 0;
      }
    } catch (IOException | UncheckedIOException e) {
      return bytes; // Flink was here meanwhile
    }
    return bytes;
  }
}
