package org.streamrecall.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.streamrecall.model.Fields;
import org.streamrecall.model.Kind;
import org.streamrecall.model.Lift;
import org.streamrecall.model.Query;
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
 * Tokens and queries are those of {@link TokenJson} and {@link QueryJson}, with context and id left
 * out if one likes. A token may name its {@code class}, as all of its episode or none. Equal texts
 * share one array of features, so that a corpus costs one array a text. Not thread safe.
 */
public final class EpisodeJson {
  private final Fields fields;
  private final TokenJson tokens;
  private final QueryJson queries;
  private final Map<JsonNode, float[]> features = new HashMap<>();

  /**
   * @param fields the schema's sizes, which every record must have
   */
  public EpisodeJson(Fields fields) {
    this.fields = fields;
    this.tokens = new TokenJson(fields);
    this.queries = new QueryJson(fields);
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
      within("queries[" + asked.size() + "]", () -> asked.add(labelled(node, name, asked.size())));
    }
    return new Episode(name, told, classes.isEmpty() ? null : classes, asked);
  }

  private void tell(JsonNode node, String name, List<Token> told, List<String> classes) {
    Token token = tokens.token(requireObject(node), name);
    String type = new JsonRecord(node).name("class", "");
    if (type.isEmpty() != classes.isEmpty() && !told.isEmpty()) {
      throw new IllegalArgumentException(
          (type.isEmpty()
                  ? "class is missing"
                  : "class=\"" + JsonRecord.shown(type) + "\" is given")
              + ", but the tokens before it have "
              + (type.isEmpty() ? "one" : "none")
              + "; give every token of an episode its class, or none");
    }
    if (!type.isEmpty()) {
      classes.add(type);
    }
    float[] tag = shared(node, token.tag());
    told.add(
        new Token(
            token.context(), tag, token.content(), token.time(), token.weight(), token.ref()));
  }

  private Labelled labelled(JsonNode node, String name, int index) {
    Query query = queries.query(requireObject(node), Integer.toString(index), name, null);
    boolean slots = fields.kind() == Kind.CLASSIFICATION;
    String remedy = "send \"target\":" + (slots ? "[slot]" : "[" + fields.target() + " numbers]");
    float[] target = new JsonRecord(node).numbers("target", fields.target(), remedy);
    if (slots) {
      new Lift.OneHot(fields.content()).slot("target", target[0]);
    }
    float[] tag = shared(node, query.tag());
    return new Labelled(
        new Query(query.id(), query.context(), tag, query.inputs(), query.time(), null), target);
  }

  private float[] shared(JsonNode node, float[] tag) {
    JsonNode text = fields.text() == null ? null : node.get(fields.text());
    return text == null ? tag : features.computeIfAbsent(text, t -> tag);
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
