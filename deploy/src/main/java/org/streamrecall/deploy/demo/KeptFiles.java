package org.streamrecall.deploy.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.streamrecall.deploy.CommandFailure;
import org.streamrecall.deploy.demo.LanguageContext.Name;
import org.streamrecall.deploy.demo.LanguageContext.Question;

/** What {@code --keep DIR} leaves behind, so that anyone can check or replay what was measured. */
record KeptFiles(Path folder) {
  /**
   * Makes the folder, before the work rather than after it.
   *
   * @throws CommandFailure if it cannot be made or written to
   */
  KeptFiles create() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailure(
          "--keep " + folder + " cannot be made a directory; name another place", e);
    }
    if (!Files.isWritable(folder)) {
      throw new CommandFailure("--keep " + folder + " may not be written; name another place");
    }
    return this;
  }

  /**
   * @param predictions as received
   */
  void write(List<LanguageContext> contexts, List<byte[]> predictions, byte[] model) {
    lines(
        "tokens.jsonl",
        inOrder(contexts).stream().map(t -> LanguageJson.token(t.context(), t.name())).toList());
    List<byte[]> queries = new ArrayList<>();
    for (LanguageContext context : contexts) {
      for (Question question : context.questions()) {
        queries.add(LanguageJson.queryWithTruth(context.id(), question));
      }
    }
    lines("queries.jsonl", queries);
    lines("predictions.jsonl", predictions);
    write("model.safetensors", out -> out.write(model));
  }

  /** A token and its context. */
  record Told(String context, Name name) {}

  /** Tokens of all contexts by time; those of one context stay in order. */
  static List<Told> inOrder(List<LanguageContext> contexts) {
    List<Told> all = new ArrayList<>();
    for (LanguageContext context : contexts) {
      context.tokens().forEach(name -> all.add(new Told(context.id(), name)));
    }
    all.sort(Comparator.comparingLong(told -> told.name().time()));
    return all;
  }

  private void lines(String file, List<byte[]> records) {
    write(
        file,
        out -> {
          for (byte[] json : records) {
            out.write(json);
            out.write('\n');
          }
        });
  }

  private interface Body {
    void write(OutputStream out) throws IOException;
  }

  private void write(String file, Body body) {
    Path path = folder.resolve(file);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("--keep: " + path + " cannot be written", e);
    }
  }
}
