package org.streamrecall.deploy;

import java.util.regex.Pattern;

/** A text as one word of a command line, as a shell of Unix reads it. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/@%+=-]+");
  private static final Pattern READ_IN_QUOTES = Pattern.compile("[\"$`\\\\!]");

  private ShellWord() {}

  static String of(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    return READ_IN_QUOTES.matcher(text).find()
        ? "'" + text.replace("'", "'\\''") + "'"
        : "\"" + text + "\"";
  }
}
