package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoReportTest {
  private static final DemoReport REPORT =
      new DemoReport(
          new Accuracy(0.9, 0.925, 0.75, 0.125, 0.125),
          new Accuracy(0.8, 0.85, 0.625, 0.125, 0.125),
          40,
          2560,
          130000,
          1000000,
          9876.5,
          new Latency(12.5, 50, 75),
          new Latency(125, 250, 300),
          250,
          6000,
          5999,
          1,
          0,
          12.5,
          75);

  @Test
  void shouldWriteJsonInTheDocumentedShape() {
    assertThat(REPORT.json())
        .hasToString(
            "{\"accuracy\":{\"sketch\":0.9,\"exact\":0.925,\"frozenKernel\":0.75,"
                + "\"meanPooling\":0.125,\"chance\":0.125},"
                + "\"accuracyLatin\":{\"sketch\":0.8,\"exact\":0.85,\"frozenKernel\":0.625,"
                + "\"meanPooling\":0.125,\"chance\":0.125},"
                + "\"contexts\":40,\"queries\":2560,\"sketchBytes\":130000,\"rawBytes\":1000000,"
                + "\"tokensPerSecond\":9876.5,"
                + "\"latencyMillis\":{\"visible\":{\"p50\":12.5,\"p95\":50.0,\"p99\":75.0},"
                + "\"committed\":{\"p50\":125.0,\"p95\":250.0,\"p99\":300.0},"
                + "\"checkpointInterval\":250},"
                + "\"sent\":6000,\"answered\":5999,\"deadLettered\":1,\"duplicates\":0,"
                + "\"trainSeconds\":12.5,\"seconds\":75.0}");
  }

  @Test
  void shouldPrintEveryMethodAndTheBalanceOfQueries() {
    assertThat(String.join("\n", REPORT.table()))
        .contains("sketch of 127 KB a context", "0.900", "0.800")
        .contains("every token kept", "frozen kernel", "mean pooling", "chance")
        .contains("sent 6,000 = answered 5,999 + dead-lettered 1; duplicates 0")
        .contains("a checkpoint every 250 ms");
  }
}
