package org.streamrecall.events.feature;

/** The words, numbers and signs of an expression, one after the other. */
class Scanner {
  private static final String PLAIN = "[A-Za-z_][A-Za-z0-9_.-]*";
  private static final String OF_ZONES = "/~._+:-";

  /** Characters of a text that are shown. */
  private static final int SHOWN = 500;

  private final String text;
  private int at;

  Scanner(String text) {
    this.text = text;
  }

  /** A field as it is written. */
  static String quoted(String name) {
    return name.matches(PLAIN) ? name : "\"" + name + "\"";
  }

  /** The place of what comes next, beyond white space. */
  final int skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  final void back(int place) {
    at = place;
  }

  final boolean isQuote() {
    return skip() < text.length() && text.charAt(at) == '"';
  }

  final boolean accept(char c) {
    if (skip() < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  final void require(char c) {
    if (!accept(c)) {
      throw wrong(at, "\"" + c + "\" is expected");
    }
  }

  final void requireEnd() {
    if (skip() < text.length()) {
      throw wrong(at, "a comma or the end is expected; quote a name of other characters");
    }
  }

  final String name() {
    if (isQuote()) {
      return quote();
    }
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at), at == start)) {
      at++;
      index();
    }
    return word(start, "a field or a function is expected");
  }

  /** Passes over the places of an element, as in {@code v[0]}. */
  private void index() {
    while (at < text.length() && text.charAt(at) == '[') {
      int end = at + 1;
      while (end < text.length() && isDigit(text.charAt(end))) {
        end++;
      }
      if (end == at + 1 || end == text.length() || text.charAt(end) != ']') {
        return;
      }
      at = end + 1;
    }
  }

  /** The name of a zone, or an offset. */
  final String zoneName() {
    if (isQuote()) {
      return quote();
    }
    int start = at;
    while (at < text.length() && isZonePart(text.charAt(at))) {
      at++;
    }
    return word(start, "a time zone is expected, as Europe/Berlin or +02:00");
  }

  private String word(int start, String expected) {
    if (at == start) {
      throw wrong(start, expected);
    }
    return text.substring(start, at);
  }

  private String quote() {
    int start = at;
    int end = text.indexOf('"', start + 1);
    if (end <= start + 1) {
      throw wrong(start, "the quote is empty or not closed");
    }
    at = end + 1;
    return text.substring(start + 1, end);
  }

  private static boolean isNamePart(char c, boolean first) {
    return isLetter(c) || c == '_' || !first && (isDigit(c) || c == '.' || c == '-');
  }

  private static boolean isZonePart(char c) {
    return isLetter(c) || isDigit(c) || OF_ZONES.indexOf(c) >= 0;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Slots, if they are given. */
  final int slots(int otherwise) {
    if (!accept(',')) {
      return otherwise;
    }
    int start = skip();
    int slots = number();
    if (slots < 2 || slots > 64) {
      throw wrong(start, slots + " slots are not from 2 to 64");
    }
    return slots;
  }

  /** (2): from and to. */
  final int[] range(int most) {
    int start = skip();
    int from = number();
    int to = from;
    if (text.startsWith("..", skip())) {
      at += 2;
      to = number();
    }
    requireRange(start, from, to, most);
    return new int[] {from, to};
  }

  final void requireRange(int place, int from, int to, int most) {
    if (from < 1 || to < from || to > most) {
      throw wrong(place, from + ".." + to + " is not a range within 1.." + most);
    }
  }

  private int number() {
    int start = skip();
    while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 7) {
      at++;
    }
    return Integer.parseInt(word(start, "a whole number is expected"));
  }

  final IllegalArgumentException wrong(int place, String what) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + ".." : text;
    return new IllegalArgumentException(
        "\"" + shown + "\", at character " + (place + 1) + ": " + what);
  }
}
