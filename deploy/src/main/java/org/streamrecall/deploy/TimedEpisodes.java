package org.streamrecall.deploy;

import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.client.json.LabelledJson;
import org.streamrecall.model.Fields;
import org.streamrecall.training.Episode;
import org.streamrecall.training.PointInTime;

/** Episodes from a file of tokens and one of queries, each query with the past that it had. */
final class TimedEpisodes {
  /** Moments of a context: they share its tokens, and differ in how many they see. */
  private static final int MOMENTS = 256;

  /** The same where each moment has a memory of its own. */
  private static final int SKETCHED_MOMENTS = 8;

  private TimedEpisodes() {}

  /**
   * @param sketched whether they are trained on through memories of so many bytes
   * @param complaints is told what was passed over
   * @throws CommandFailure naming file and line of the first record that cannot be used
   */
  static List<Episode> read(
      Fields fields,
      InputFile tokens,
      InputFile queries,
      boolean sketched,
      Consumer<String> complaints) {
    PointInTime moments = new PointInTime();
    LabelledJson json = new LabelledJson(fields);
    JsonLines.forEach(tokens, taking(line -> json.tell(line, moments)));
    JsonLines.forEach(queries, taking(line -> json.ask(line, moments)));
    int most = sketched ? SKETCHED_MOMENTS : MOMENTS;
    List<Episode> episodes = moments.episodes(most);
    complain(complaints, moments.silentContexts(), "contexts were asked and have no tokens");
    complain(
        complaints,
        moments.queriesWithoutPast(),
        "queries are earlier than any token they could see");
    complain(
        complaints,
        moments.queriesBeyondMoments(),
        "queries were asked at other moments than the " + most + " of a context that are used");
    if (episodes.size() < 2) {
      throw new CommandFailure(
          queries.option()
              + " "
              + queries.path()
              + " asks about "
              + episodes.size()
              + " contexts that have tokens; training needs at least 2, one is held out");
    }
    return episodes;
  }

  private static JsonLines.Consumer taking(Consumer<byte[]> reading) {
    return (place, line) -> {
      try {
        reading.accept(line);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(place + ": " + e.getMessage(), e);
      }
    };
  }

  private static void complain(Consumer<String> complaints, int count, String what) {
    if (count > 0) {
      complaints.accept(count + " " + what + ": passed over");
    }
  }
}
