package org.streamrecall.deploy;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.streamrecall.kafka.KafkaServing;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a job does beside remembering and answering all that comes. */
final class ServingOptions {
  @Option(
      names = "--queries-from",
      paramLabel = "INSTANT",
      converter = InstantText.class,
      description =
          "Answer nothing of before this time, as 2026-01-31T12:00:00Z: memories are rebuilt from the"
              + " oldest records on, and what was answered back then is not answered again (default:"
              + " answer all).")
  private Instant queriesFrom;

  @Option(
      names = "--queries-to",
      paramLabel = "INSTANT",
      converter = InstantText.class,
      description =
          "Answer nothing of after this time: with --queries-from, to answer again what was lost"
              + " (default: answer all).")
  private Instant queriesTo;

  @Option(
      names = "--shadow",
      paramLabel = "MODEL",
      description =
          "A model of the same schema that answers too, into the topic PREFIX.shadow: to compare"
              + " before it serves. Of events it has a record of its own beside each key's bytes.")
  private Path shadow;

  @Option(
      names = "--distinct-refs",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "Take a token only if its ref, an event only if its --id, is not among the newest N of its"
              + " key; 8 bytes each beside the memory (default: take every one).")
  private Integer distinctRefs;

  @Option(
      names = "--forget-after",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description =
          "Forget a key that brings nothing for so long, as 30d: by its times with --order TIME, else"
              + " by the clock (default: remember all).")
  private Duration forgetAfter;

  @Option(
      names = "--salts",
      paramLabel = "N",
      converter = PositiveNumber.class,
      description =
          "Of tokens: keep each context in N shards on as many subtasks, because one has more tokens than a"
              + " subtask takes in; a power of two up to 64. A later run may have more, not fewer"
              + " (default: one memory).")
  private Integer salts;

  @Option(
      names = "--salted",
      paramLabel = "CONTEXT",
      split = ",",
      description = "With --salts: only these contexts (default: all, N times the bytes).")
  private Set<String> salted = Set.of();

  /** Whether contexts are kept in shards, which events' keys cannot be. */
  boolean isSalted() {
    return salts != null || !salted.isEmpty();
  }

  boolean isDistinct() {
    return distinctRefs != null;
  }

  /** Whether options that go together are there together. */
  boolean isConsistent() {
    return salts != null || salted.isEmpty();
  }

  KafkaServing serving() {
    return new KafkaServing(
        queriesFrom,
        queriesTo,
        shadow == null ? null : new InputFile("--shadow", shadow).model(),
        distinctRefs == null ? 0 : distinctRefs,
        forgetAfter,
        salts == null ? 1 : salts,
        salted);
  }

  /** A moment as ISO 8601 writes it, with its zone. */
  static final class InstantText implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return java.time.OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "'" + text + "' is no moment; write 2026-01-31T12:00:00Z or 2026-01-31T12:00:00+01:00");
      }
    }
  }
}
