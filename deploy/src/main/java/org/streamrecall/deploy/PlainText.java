package org.streamrecall.deploy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;
import org.apache.commons.io.input.ReaderInputStream;

/** A file's bytes as UTF-8, however they were packed and encoded. */
final class PlainText {
  private static final int BUFFER = 1 << 16;

  private PlainText() {}

  /**
   * @param charset as it was said; null reads the byte-order mark, and without one UTF-8
   */
  static BufferedInputStream of(InputStream file, Charset charset) throws IOException {
    InputStream unpacked = unpacked(new BufferedInputStream(file, BUFFER));
    BOMInputStream in =
        BOMInputStream.builder()
            .setInputStream(unpacked)
            .setByteOrderMarks(
                ByteOrderMark.UTF_8,
                ByteOrderMark.UTF_16LE,
                ByteOrderMark.UTF_16BE,
                ByteOrderMark.UTF_32LE,
                ByteOrderMark.UTF_32BE)
            .get();
    Charset marked = in.hasBOM() ? Charset.forName(in.getBOMCharsetName()) : charset;
    boolean plain = marked == null || marked.equals(StandardCharsets.UTF_8);
    return new BufferedInputStream(plain ? in : recoded(in, marked), BUFFER);
  }

  /** What cannot be decoded is an error, and no question mark. */
  private static InputStream recoded(InputStream in, Charset charset) throws IOException {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return ReaderInputStream.builder()
        .setReader(new InputStreamReader(in, decoder))
        .setCharset(StandardCharsets.UTF_8)
        .get();
  }

  private static InputStream unpacked(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean packed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return packed ? new GZIPInputStream(in, BUFFER) : in;
  }

  /**
   * The beginning of a text, which is read again after it; of a pipe what has come, at least so
   * many lines.
   */
  static String beginning(BufferedInputStream in, int atLeast) throws IOException {
    byte[] bytes = new byte[BUFFER];
    int length = 0;
    int lines = 0;
    in.mark(BUFFER + 1);
    while (length < BUFFER && (lines < atLeast || in.available() > 0)) {
      int read = in.read(bytes, length, BUFFER - length);
      if (read < 0) {
        break;
      }
      for (int i = length; i < length + read; i++) {
        lines += bytes[i] == '\n' ? 1 : 0;
      }
      length += read;
    }
    in.reset();
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
