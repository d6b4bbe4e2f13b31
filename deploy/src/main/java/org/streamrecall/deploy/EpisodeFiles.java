package org.streamrecall.deploy;

import java.util.ArrayList;
import java.util.List;
import org.streamrecall.client.EpisodeJson;
import org.streamrecall.model.Fields;
import org.streamrecall.training.Episode;

/** Episodes of a file or of a directory's files, read line by line. */
final class EpisodeFiles {
  private EpisodeFiles() {}

  /**
   * @throws CommandFailure naming file and line of the first one that is no episode
   */
  static List<Episode> read(InputFile source, Fields fields) {
    EpisodeJson reader = new EpisodeJson(fields);
    List<Episode> episodes = new ArrayList<>();
    for (InputFile file : source.jsonLines()) {
      JsonLines.forEach(
          file,
          (place, json) -> {
            try {
              episodes.add(reader.read(place, json));
            } catch (IllegalArgumentException e) {
              throw new CommandFailure(place + ": " + e.getMessage(), e);
            }
          });
    }
    if (episodes.isEmpty()) {
      throw new CommandFailure(
          source.option() + " " + source.path() + " has no episode; write one JSON object a line");
    }
    return episodes;
  }
}
