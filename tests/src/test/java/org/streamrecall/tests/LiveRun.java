package org.streamrecall.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.StreamRecall;

/** The command run on events, on a thread of this process, and what its REST interface does. */
final class LiveRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECONDS = 60;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private String rest;
  private String job;

  /**
   * Starts it and waits until it serves.
   *
   * @param name as the job is called
   */
  static LiveRun start(EmbeddedBroker broker, String name, String in, String out, Object... more)
      throws Exception {
    List<String> args =
        new ArrayList<>(List.of("run", "--bootstrap-servers", broker.bootstrapServers()));
    args.addAll(List.of("--events", in, "--out", out, "--key", "k", "--like", "x"));
    args.addAll(List.of("--predict", "y", "--parallelism", "1", "--partitions", "1"));
    List.of(more).forEach(one -> args.add(one.toString()));
    LiveRun run = new LiveRun();
    List<ListeningSocket> others = ListeningSocket.of(ProcessHandle.current().pid());
    PrintStream console = System.err;
    System.setErr(new PrintStream(run.err, true, StandardCharsets.UTF_8));
    try {
      Thread thread = new Thread(() -> run.execute(args), "run " + name);
      thread.setDaemon(true);
      thread.start();
      run.awaitServing();
    } finally {
      System.setErr(console);
    }
    run.find(name, others);
    return run;
  }

  private void execute(List<String> args) {
    try {
      status.complete(StreamRecall.execute(args.toArray(String[]::new)));
    } catch (RuntimeException | Error e) {
      status.completeExceptionally(e);
    }
  }

  private void awaitServing() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!said().contains("Ctrl-C stops")) {
      assertThat(status).as(said()).isNotDone();
      assertThat(System.nanoTime()).as(said()).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  /** Whoever looks for its interface finds it among the ports of this machine. */
  private void find(String name, List<ListeningSocket> others) throws Exception {
    List<ListeningSocket> sockets = ListeningSocket.of(ProcessHandle.current().pid());
    sockets.removeAll(others);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (job == null && System.nanoTime() < deadline) {
      for (ListeningSocket socket : sockets) {
        find(name, "http://localhost:" + socket.port());
      }
    }
    assertThat(job).as("job %s at %s", name, sockets).isNotNull();
  }

  private void find(String name, String address) throws Exception {
    for (JsonNode one : jobs(address)) {
      if (one.get("name").asText().equals(name) && one.get("state").asText().equals("RUNNING")) {
        rest = address;
        job = one.get("jid").asText();
      }
    }
  }

  private JsonNode jobs(String address) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/jobs/overview"))
              .timeout(Duration.ofSeconds(2))
              .build();
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body()).path("jobs");
    } catch (IOException e) {
      return JSON.createArrayNode(); // a port of something else
    }
  }

  /** As anybody who reaches the interface may. */
  void cancel() throws Exception {
    send(HttpRequest.newBuilder().method("PATCH", BodyPublishers.noBody()), "?mode=cancel");
  }

  /** The same. */
  void stopWithSavepoint(String folder) throws Exception {
    String body = "{\"targetDirectory\":\"" + folder + "\",\"drain\":false}";
    send(
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        "/stop");
  }

  private void send(HttpRequest.Builder request, String path) throws Exception {
    URI address = URI.create(rest + "/jobs/" + job + path);
    var response = http.send(request.uri(address).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
  }

  String rest() {
    return rest;
  }

  String job() {
    return job;
  }

  /** Its status, once it has ended by itself. */
  int awaitEnd() throws Exception {
    try {
      return status.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError("it did not end, and said: " + said(), e);
    }
  }

  boolean lives() {
    return !status.isDone();
  }

  /** All that it said on stderr. */
  String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** The last of it. */
  String lastSaid() {
    return said().strip().lines().reduce((before, line) -> line).orElse("");
  }
}
