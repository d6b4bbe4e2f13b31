package org.streamrecall.deploy;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Whole pieces of UTF-8 on their way to the console's writer. */
final class LineStream extends OutputStream {
  private final PrintWriter writer;

  LineStream(PrintWriter writer) {
    this.writer = writer;
  }

  @Override
  public void write(int b) {
    writer.write(b); // a line's end; longer pieces come whole
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    writer.write(new String(bytes, from, length, StandardCharsets.UTF_8));
  }
}
