package org.streamrecall.tests.bench;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Records by their number, from 0 on, in one stream without an end. */
final class EndlessSource {
  private EndlessSource() {}

  static <T> DataStream<T> of(
      StreamExecutionEnvironment environment,
      GeneratorFunction<Long, T> told,
      TypeInformation<T> type) {
    return environment
        .fromSource(
            new DataGeneratorSource<>(told, Long.MAX_VALUE, type),
            WatermarkStrategy.noWatermarks(),
            "keys")
        .setParallelism(1);
  }
}
