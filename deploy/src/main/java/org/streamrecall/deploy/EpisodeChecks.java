package org.streamrecall.deploy;

import java.util.Arrays;
import java.util.function.Consumer;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Token;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Labelled;

/**
 * What makes episodes useless that are right each by itself: too few of them, answers or tags that
 * never vary. A number that never varies among others that do is odd, and said.
 */
final class EpisodeChecks {
  /** One in five is held out: with fewer nothing can be told. */
  private static final int FEWEST = 10;

  private final Consumer<String> complaints;
  private final boolean legible; // whether tags are numbers
  private final Varying tags = new Varying();
  private final Varying contents = new Varying();
  private final Varying inputs = new Varying();
  private final Varying targets = new Varying();
  private String first;
  private String last;
  private int count;

  EpisodeChecks(Fields fields, Consumer<String> complaints) {
    this.complaints = complaints;
    legible = fields.text() == null;
  }

  void see(Episode episode) {
    first = first == null ? episode.name() : first;
    last = episode.name();
    count++;
    for (Token token : episode.tokens()) {
      tags.see(token.tag());
      contents.see(token.content());
    }
    for (Labelled labelled : episode.queries()) {
      inputs.see(labelled.query().inputs());
      targets.see(labelled.target());
    }
  }

  /**
   * To be called after the last one.
   *
   * @throws CommandFailure if nothing can be learned of them
   */
  void finish() {
    if (count < FEWEST) {
      throw new CommandFailure(
          last
              + ": episodes end here, after "
              + count
              + ", and training needs at least "
              + FEWEST
              + ", of which one in five is held out; write more contexts");
    }
    require(targets, "target", "queries", "nothing can be learned of what never varies");
    if (legible) {
      require(tags, "tag", "tokens", "no token can be told from another");
      complain(tags, "tag", "tokens");
    }
    complain(contents, "content", "tokens");
    complain(inputs, "inputs", "queries");
  }

  private void require(Varying numbers, String name, String of, String why) {
    if (numbers.constants() == numbers.first.length) {
      throw new CommandFailure(
          first
              + ": "
              + name
              + "="
              + shown(numbers.first)
              + " here and in all "
              + of
              + " of all "
              + count
              + " episodes, and "
              + why
              + "; send "
              + name
              + "s that differ");
    }
  }

  private void complain(Varying numbers, String name, String of) {
    for (int i = 0; i < numbers.first.length; i++) {
      if (!numbers.varies[i]) {
        complaints.accept(
            first
                + ": "
                + name
                + "["
                + i
                + "]="
                + numbers.first[i]
                + " here and in all "
                + of
                + " of all "
                + count
                + " episodes: a number that never varies tells nothing, leave it out");
      }
    }
  }

  private static String shown(float[] values) {
    return Arrays.toString(values).replace(" ", "");
  }

  /** Which numbers of a row have had more than one value. */
  private static final class Varying {
    private float[] first = {};
    private boolean[] varies = {};

    void see(float[] row) {
      if (first.length == 0) {
        first = row.clone();
        varies = new boolean[row.length];
      }
      for (int i = 0; i < Math.min(row.length, first.length); i++) {
        varies[i] |= row[i] != first[i];
      }
    }

    int constants() {
      int constants = 0;
      for (boolean one : varies) {
        constants += one ? 0 : 1;
      }
      return constants;
    }
  }
}
