package org.streamrecall.deploy;

import java.nio.charset.Charset;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** How a file of events is written, where that is not to be found by the file itself. */
final class EventFileOptions {
  /** What an event is in a file. */
  enum Format {
    CSV,
    JSONL
  }

  @Option(
      names = "--format",
      paramLabel = "csv|jsonl",
      converter = FormatName.class,
      description =
          "Rows under a header, or JSON objects (default: by the file's name; what ends in .csv,"
              + " .tsv, .tab or .psv, with .gz or without, is csv).")
  private Format format;

  @Option(
      names = "--separator",
      paramLabel = "CHAR",
      converter = SeparatorName.class,
      description =
          "What separates the cells of CSV, also as tab or space (default: comma, semicolon, tab or"
              + " |, found by the file's first lines, and said).")
  private Character separator;

  @Option(
      names = "--decimal",
      paramLabel = "CHAR",
      converter = DecimalName.class,
      description =
          "What numbers in CSV have before their decimals, . or , (default: a point, or a comma if"
              + " the first lines have it and cells are not separated by commas).")
  private Character decimal;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      converter = CharsetName.class,
      description = "The file's characters (default: by its byte-order mark, else UTF-8).")
  private Charset charset;

  @Option(
      names = "--trim",
      description =
          "Leave out the white space around keys and texts of CSV (around names and numbers it"
              + " always is).")
  private boolean trim;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private final Set<String> said = new HashSet<>();
  private Consumer<String> told = sentence -> {};

  /** Who is told what was found. */
  EventFileOptions telling(Consumer<String> listener) {
    told = listener;
    return this;
  }

  /**
   * The same of a file that is read beside.
   *
   * @param named whether its name tells rows from objects
   */
  EventFileOptions beside(boolean named) {
    EventFileOptions options = new EventFileOptions().telling(this::say);
    options.format = named ? null : format;
    options.separator = separator;
    options.decimal = decimal;
    options.charset = charset;
    options.trim = trim;
    return options;
  }

  /** Says a sentence, once however often a file is read. */
  void say(String sentence) {
    if (said.add(sentence)) {
      told.accept(sentence);
    }
  }

  /** Null if the file's name tells it. */
  Format format() {
    return format;
  }

  /** Null if it is to be found. */
  Character separator() {
    return separator;
  }

  /** Null if it is to be found. */
  Character decimal() {
    return decimal;
  }

  /** Null if the file tells it. */
  Charset charset() {
    return charset;
  }

  boolean trims() {
    return trim;
  }

  boolean isEmpty() {
    return format == null && separator == null && decimal == null && charset == null && !trim;
  }

  private static final class FormatName implements ITypeConverter<Format> {
    @Override
    public Format convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "csv", "tsv" -> Format.CSV;
        case "json", "jsonl", "ndjson" -> Format.JSONL;
        default -> throw wrong(text, "csv or jsonl");
      };
    }
  }

  private static final class SeparatorName implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "tab", "\\t" -> '\t';
        case "space" -> ' ';
        case "comma" -> ',';
        case "semicolon" -> ';';
        case "pipe" -> '|';
        default -> single(text);
      };
    }

    private static Character single(String text) {
      boolean one = text.length() == 1 && text.charAt(0) < 128;
      char c = one ? text.charAt(0) : '"';
      if (Character.isLetterOrDigit(c) || "\"\r\n\\".indexOf(c) >= 0) {
        throw wrong(text, "one character that is no letter, digit or quote, or tab, space");
      }
      return c;
    }
  }

  private static final class DecimalName implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case ".", "point" -> '.';
        case ",", "comma" -> ',';
        default -> throw wrong(text, ". or ,");
      };
    }
  }

  private static final class CharsetName implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String text) {
      try {
        return Charset.forName(text);
      } catch (IllegalArgumentException e) {
        throw wrong(text, "a name as UTF-8, UTF-16, ISO-8859-1 or windows-1252");
      }
    }
  }

  private static TypeConversionException wrong(String text, String expected) {
    return new TypeConversionException("'" + text + "' is none; say " + expected);
  }
}
