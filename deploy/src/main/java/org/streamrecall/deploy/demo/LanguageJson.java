package org.streamrecall.deploy.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.streamrecall.deploy.demo.LanguageContext.Name;
import org.streamrecall.deploy.demo.LanguageContext.Question;

/** Names and questions as they travel: text, which the job turns into tags. */
final class LanguageJson {
  private LanguageJson() {}

  /** {@code {"context":"c","name":"ruotsi","content":[3],"ref":"fi:217","time":..}}. */
  static byte[] token(String context, Name name) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("context", context);
    node.put(LanguageTask.TEXT, name.text());
    node.putArray("content").add(name.slot());
    node.put("ref", name.ref());
    node.put("time", name.time());
    return bytes(node);
  }

  /** {@code {"id":"c-5","context":"c","name":["..","..",".."],"time":..}}: without the truth. */
  static byte[] query(String context, Question question) {
    return bytes(queryNode(context, question));
  }

  /** The same with the index of the true slot in {@code "truth"}, for the file that is kept. */
  static byte[] queryWithTruth(String context, Question question) {
    return bytes(queryNode(context, question).put("truth", question.truth()));
  }

  private static ObjectNode queryNode(String context, Question question) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", question.id());
    node.put("context", context);
    ArrayNode phrase = node.putArray(LanguageTask.TEXT);
    question.phrase().forEach(phrase::add);
    node.put("time", question.time());
    return node;
  }

  private static byte[] bytes(ObjectNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
