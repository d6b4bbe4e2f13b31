package org.streamrecall.deploy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.streamrecall.client.json.EpisodeJson;
import org.streamrecall.model.Fields;
import org.streamrecall.training.Episode;
import org.streamrecall.training.EpisodeFault;
import org.streamrecall.training.EpisodeSource;

/**
 * Episodes of a file or of a directory's files, read line by line whenever they are asked for, so
 * that they need not fit into memory. What can be read only once, as a pipe, is kept.
 */
final class EpisodeFiles implements EpisodeSource {
  private final InputFile source;
  private final List<InputFile> files;
  private final EpisodeJson reader;
  private final EpisodeChecks checks; // of the first reading
  private final List<Episode> kept; // or null: they can be read again
  private boolean isRead;
  private int count;

  private EpisodeFiles(InputFile source, Fields fields, EpisodeChecks checks) {
    this.source = source;
    this.files = source.jsonLines();
    this.reader = new EpisodeJson(fields);
    this.checks = checks;
    boolean again = files.stream().allMatch(file -> Files.isRegularFile(file.path()));
    this.kept = again ? null : new ArrayList<>();
  }

  /**
   * Episodes to train on.
   *
   * @param complaints is told what is odd of them, when they are first read
   */
  static EpisodeFiles toTrain(InputFile source, Fields fields, Consumer<String> complaints) {
    return new EpisodeFiles(source, fields, new EpisodeChecks(fields, complaints));
  }

  /**
   * @throws CommandFailure naming file and line of the first one that is no episode
   */
  static List<Episode> read(InputFile source, Fields fields) {
    List<Episode> episodes = new ArrayList<>();
    new EpisodeFiles(source, fields, null).forEach(episodes::add);
    return episodes;
  }

  /** How many there are, once they were read. */
  int count() {
    return count;
  }

  @Override
  public void forEach(Consumer<Episode> each) {
    if (isRead && kept != null) {
      kept.forEach(each);
      return;
    }
    count = 0;
    for (InputFile file : files) {
      JsonLines.forEach(file, (place, json) -> read(place, json, each));
    }
    if (count == 0) {
      throw new CommandFailure(
          source.option() + " " + source.path() + " has no episode; write one JSON object a line");
    }
    if (!isRead && checks != null) {
      checks.finish();
    }
    isRead = true;
  }

  private void read(String place, byte[] json, Consumer<Episode> each) {
    try {
      Episode episode = reader.read(place, json);
      count++;
      if (!isRead && checks != null) {
        checks.see(episode);
      }
      if (!isRead && kept != null) {
        kept.add(episode);
      }
      each.accept(episode);
    } catch (EpisodeFault e) { // perhaps of an earlier line
      throw new CommandFailure(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(place + ": " + e.getMessage(), e);
    }
  }
}
