package org.streamrecall.tests.events;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@link RegimeStream}s as a user's file: machines with a mode, a load, a speed and a power. */
public final class RegimeFile {
  private static final long START = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final double ANOMALIES = 0.01;

  private RegimeFile() {}

  /** One event, as JSON. */
  public static String json(int machine, int number, RegimeStream.Sample s) {
    return String.format(
        Locale.ROOT,
        "{\"machine\":\"m%d\",\"at\":%d,\"mode\":\"r%d\",\"load\":%.4f,\"speed\":%.4f,\"power\":%.4f}",
        machine,
        START + MINUTE * number + machine,
        s.regime(),
        s.x1(),
        s.x2(),
        s.value());
  }

  /** Writes events of machines in turn, one a line. */
  public static void write(Path file, long seed, int machines, int each) throws IOException {
    List<RegimeStream> streams = new ArrayList<>();
    for (int m = 0; m < machines; m++) {
      streams.add(new RegimeStream(seed, m, ANOMALIES));
    }
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      for (int i = 0; i < each; i++) {
        for (int m = 0; m < machines; m++) {
          out.print(json(m, i, streams.get(m).next()) + "\n");
        }
      }
    }
  }
}
