package org.streamrecall.client.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Token;
import org.streamrecall.training.Episode;
import org.streamrecall.training.Labelled;

/**
 * Reads episodes: a context as it was, and questions of known answer.
 *
 * <pre>
 *   {"context":[{"tag":[..],"content":[..],"class":"sv"},..],
 *    "queries":[{"tag":[..],"inputs":[..],"target":[..]},..]}
 * </pre>
 *
 * Tokens and queries are those of {@link LabelledJson}, with the context left out if one likes. A
 * token may name its {@code class}, as all of its episode or none. Not thread safe.
 */
public final class EpisodeJson {
  private final LabelledJson labelled;

  /**
   * @param fields the schema's sizes, which every record must have
   */
  public EpisodeJson(Fields fields) {
    labelled = new LabelledJson(fields);
  }

  /**
   * @param name of the episode, for messages
   * @param json one episode
   * @throws IllegalArgumentException naming the field, the value, the rule and the remedy
   */
  public Episode read(String name, byte[] json) {
    JsonNode episode = Json.object(json);
    List<Token> told = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (JsonNode node : array(episode, "context")) {
      within("context[" + told.size() + "]", () -> tell(node, name, told, classes));
    }
    List<Labelled> asked = new ArrayList<>();
    for (JsonNode node : array(episode, "queries")) {
      within("queries[" + asked.size() + "]", () -> asked.add(query(node, name, asked.size())));
    }
    return new Episode(name, told, classes.isEmpty() ? null : classes, asked);
  }

  private void tell(JsonNode node, String name, List<Token> told, List<String> classes) {
    Token token = labelled.token(requireObject(node), name);
    String type = LabelledJson.type(node);
    if ((type == null) != classes.isEmpty() && !told.isEmpty()) {
      throw new IllegalArgumentException(
          (type == null ? "class is missing" : "class=\"" + JsonRecord.shown(type) + "\" is given")
              + ", but the tokens before it have "
              + (type == null ? "one" : "none")
              + "; give every token of an episode its class, or none");
    }
    if (type != null) {
      classes.add(type);
    }
    told.add(token);
  }

  private Labelled query(JsonNode node, String name, int index) {
    return labelled.query(requireObject(node), Integer.toString(index), name);
  }

  private static JsonNode array(JsonNode episode, String field) {
    JsonNode array = episode.path(field);
    if (!array.isArray()) {
      throw new IllegalArgumentException(
          field
              + (array.isMissingNode() ? " is missing" : "=" + JsonRecord.shown(array))
              + ", an array of objects is needed; write"
              + " {\"context\":[token,..],\"queries\":[{..,\"target\":[..]},..]}");
    }
    return array;
  }

  private static JsonNode requireObject(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          JsonRecord.shown(node) + " is not a JSON object; write {\"tag\":[..],..}");
    }
    return node;
  }

  private static void within(String place, Runnable reading) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }
}
