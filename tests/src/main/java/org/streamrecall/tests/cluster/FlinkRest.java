package org.streamrecall.tests.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A Flink cluster's REST interface, as far as the life of a job needs it. */
final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "streamrecall-job";

  private final URI root;
  private final HttpClient http = HttpClient.newHttpClient();

  FlinkRest(int port) {
    this.root = URI.create("http://localhost:" + port + "/");
  }

  /** Waits for so many TaskManagers. */
  void awaitTaskManagers(int count, Duration patience) throws Exception {
    await(
        count + " TaskManagers",
        patience,
        () -> get("taskmanagers").get("taskmanagers").size() >= count);
  }

  /** The id by which a jar can be run. */
  String upload(Path jar) throws Exception {
    String head =
        "--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + jar.getFileName()
            + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    String name =
        post("jars/upload", "multipart/form-data; boundary=" + BOUNDARY, body)
            .get("filename")
            .asText();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /**
   * Runs an uploaded jar.
   *
   * @param savepoint to go on from, or null
   * @param settings of Flink, of this job
   * @return the job's id
   * @throws FlinkRefusal if the jar's main method fails
   */
  String run(
      String jar,
      int parallelism,
      String savepoint,
      Map<String, String> settings,
      List<String> args)
      throws Exception {
    ObjectNode request = JSON.createObjectNode().put("parallelism", parallelism);
    request.set("flinkConfiguration", JSON.valueToTree(settings));
    args.forEach(request.putArray("programArgsList")::add);
    if (savepoint != null) {
      request.put("savepointPath", savepoint);
    }
    return post("jars/" + jar + "/run", request).get("jobid").asText();
  }

  /** Waits until every task of a job runs. */
  void awaitRunning(String job, Duration patience) throws Exception {
    await("job " + job, patience, () -> runs(get("jobs/" + job)));
  }

  private static boolean runs(JsonNode job) {
    if (List.of("FAILED", "CANCELED", "FINISHED").contains(job.get("state").asText())) {
      throw new IllegalStateException("the job is " + job.get("state").asText());
    }
    int tasks = 0;
    int running = 0;
    for (JsonNode vertex : job.get("vertices")) {
      tasks += vertex.get("parallelism").asInt();
      running += vertex.get("tasks").get("RUNNING").asInt();
    }
    return tasks > 0 && running == tasks;
  }

  /** Stops a job; returns where its savepoint is. */
  String stop(String job, String folder, Duration patience) throws Exception {
    ObjectNode request = JSON.createObjectNode().put("targetDirectory", folder).put("drain", false);
    String trigger = post("jobs/" + job + "/stop", request).get("request-id").asText();
    String path = "jobs/" + job + "/savepoints/" + trigger;
    await("the savepoint", patience, () -> isCompleted(get(path)));
    JsonNode operation = get(path).get("operation");
    if (!operation.has("location")) {
      throw new IllegalStateException("the savepoint failed: " + operation);
    }
    await("the stop", patience, () -> get("jobs/" + job).get("state").asText().equals("FINISHED"));
    return operation.get("location").asText();
  }

  private static boolean isCompleted(JsonNode savepoint) {
    return savepoint.get("status").get("id").asText().equals("COMPLETED");
  }

  private JsonNode get(String path) throws Exception {
    return send(HttpRequest.newBuilder(root.resolve(path)).GET());
  }

  private JsonNode post(String path, JsonNode body) throws Exception {
    return post(path, "application/json", BodyPublishers.ofString(body.toString()));
  }

  private JsonNode post(String path, String type, BodyPublisher body) throws Exception {
    return send(HttpRequest.newBuilder(root.resolve(path)).header("Content-Type", type).POST(body));
  }

  private JsonNode send(HttpRequest.Builder request) throws Exception {
    var response =
        http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new FlinkRefusal(response.body());
    }
    return JSON.readTree(response.body());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(String what, Duration patience, Condition condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException e) {
        last = e; // it has not come up yet
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(
        what + " did not come within " + patience.toSeconds() + " s", last);
  }
}
