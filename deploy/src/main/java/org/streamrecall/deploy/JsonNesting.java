package org.streamrecall.deploy;

/** How deep in objects, arrays and texts a place of some JSON is; it need not be well-formed. */
final class JsonNesting {
  private int depth;
  private boolean text;
  private boolean escaped;
  private boolean brokenText; // a line's end within a text, which JSON has not
  private boolean opened; // an object or an array, first of all
  private boolean other; // something else came first
  private boolean closed;

  void reset() {
    depth = 0;
    text = false;
    escaped = false;
    brokenText = false;
    opened = false;
    other = false;
    closed = false;
  }

  /** Takes in a whole line. */
  void addAll(byte[] line) {
    for (byte b : line) {
      add(b);
    }
    brokenText |= text;
  }

  void add(int b) {
    if (text) {
      text = escaped || b != '"';
      escaped = !escaped && b == '\\';
      return;
    }
    if (b == '"') {
      text = true;
    } else if (b == '{' || b == '[') {
      opened |= !other;
      depth++;
    } else if (b == '}' || b == ']') {
      depth--;
      closed |= depth <= 0;
    }
    other |= !opened && b != ' ' && b != '\t' && b != '\r' && b != '\n';
  }

  int depth() {
    return depth;
  }

  boolean isInText() {
    return text;
  }

  /** Whether all that was opened is closed, or there is nothing that more lines could end. */
  boolean isComplete() {
    return !text && (depth <= 0 && closed || !opened);
  }

  /** Whether no further line makes it an object. */
  boolean isBroken() {
    return brokenText || !opened;
  }
}
