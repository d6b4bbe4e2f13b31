package org.streamrecall.deploy.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.streamrecall.client.KafkaAccess;
import org.streamrecall.deploy.EmbeddedBroker;
import org.streamrecall.deploy.TrainingBar;
import org.streamrecall.deploy.demo.LiveStreams.Streamed;
import org.streamrecall.model.RecallModel;
import org.streamrecall.training.Episode;
import org.streamrecall.training.TrainingOptions;
import org.streamrecall.training.TrainingResult;

/** The demo from names to report: split, train, stream, measure. */
final class Demo {

  private final long startedAt = System.nanoTime();
  private final DemoOptions options;
  private final LanguageTask task = new LanguageTask();
  private final PrintWriter out;
  private final PrintWriter err;
  private AskedByHand byHand;

  Demo(DemoOptions options, PrintWriter out, PrintWriter err) {
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /** After {@link #run}: the same contexts, to be asked by hand. */
  AskedByHand askedByHand() {
    return byHand;
  }

  DemoReport run() {
    KeptFiles kept = options.keep() == null ? null : new KeptFiles(options.keep()).create();
    Languages languages = Languages.ofThisJdk();
    LanguageSplit split = LanguageSplit.of(languages.all(), options.seed());
    say(
        "%d languages of this JDK: %d to train on, %d to serve, never seen in training",
        languages.all().size(), split.train().size(), split.serve().size());
    Random random = new Random(options.seed());
    TrainingResult trained = train(split.train(), random);
    RecallModel model = trained.model();
    List<LanguageContext> any =
        LanguageContext.several("any-", options.contexts(), split.serve(), random);
    List<LanguageContext> latin =
        LanguageContext.several("latin-", options.latinContexts(), split.latinServed(), random);
    Streamed streamed =
        stream(model, any, latin, split.serve(), new LiveLines(out, languages, any), random);
    say("Answering the same questions from every token, and without training");
    References anyReferences = References.of(any, model, options.sketchBytes(), task);
    References latinReferences = References.of(latin, model, options.sketchBytes(), task);
    Answers answers = streamed.answers();
    byHand = new AskedByHand(model, options.sketchBytes(), any, languages, task);
    if (kept != null) {
      kept.write(any, answers.received(any), model.toBytes());
    }
    return new DemoReport(
        anyReferences.with(answers.right(any)),
        latinReferences.with(answers.right(latin)),
        any.size(),
        anyReferences.questions(),
        Math.max(anyReferences.largestState(), latinReferences.largestState()),
        rawBytes(any),
        streamed.tokensPerSecond(),
        streamed.visible(),
        streamed.committed(),
        LiveStreams.CHECKPOINT_MILLIS,
        streamed.sent(),
        answers.answered(),
        streamed.deadLettered(),
        answers.duplicates(),
        trained.seconds(),
        (System.nanoTime() - startedAt) / 1e9);
  }

  private TrainingResult train(List<Language> trained, Random random) {
    TrainingOptions training =
        LanguageTraining.options(options.seed(), options.steps(), options.sketchBytes());
    List<Episode> episodes = LanguageTraining.episodes(trained, task, random);
    try (TrainingBar bar = new TrainingBar(err, training.timeLimit())) {
      return LanguageTraining.fit(episodes, training, bar);
    }
  }

  private Streamed stream(
      RecallModel model,
      List<LanguageContext> any,
      List<LanguageContext> latin,
      List<Language> pool,
      LiveLines lines,
      Random random) {
    say("Starting Kafka and Flink in this process");
    List<LanguageContext> all = new ArrayList<>(any);
    all.addAll(latin);
    try (EmbeddedBroker broker = EmbeddedBroker.start();
        LiveStreams streams =
            new LiveStreams(
                KafkaAccess.of(broker.bootstrapServers()), model, options.sketchBytes(), lines)) {
      say("Sending the names of %d contexts", all.size());
      double tokensPerSecond = streams.tell(all);
      say("Asking %d questions", all.stream().mapToInt(c -> c.questions().size()).sum());
      streams.ask(all);
      say("Measuring latency for %d s, names and questions together", options.seconds());
      streams.load(pool, random, options.seconds());
      return streams.finish(tokensPerSecond);
    }
  }

  /** What the tokens take as 32-bit numbers, mean per context. */
  private static long rawBytes(List<LanguageContext> contexts) {
    long tokens = contexts.stream().mapToLong(context -> context.tokens().size()).sum();
    int numbers = LanguageTask.TAG_DIMS + LanguageContext.SLOTS;
    return Math.round(4.0 * numbers * tokens / contexts.size());
  }

  private void say(String pattern, Object... values) {
    double seconds = (System.nanoTime() - startedAt) / 1e9;
    err.printf(Locale.ROOT, "%5.1f s  %s%n", seconds, String.format(Locale.ROOT, pattern, values));
    err.flush();
  }
}
