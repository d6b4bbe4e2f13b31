package org.streamrecall.flink;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveAllDirEnumerator;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.flink.models.ModelFileFormat;

/**
 * Later models from the files of a folder, for {@link Recall#models}, where there is no topic for
 * them. A file is taken in once, also over restores, when its name ends with {@code .safetensors}:
 * write it under another name and rename it, so that none is read by half.
 *
 * <p>{@code fraud.safetensors} answers at once; {@code fraud@1700000000000.safetensors} from that
 * time on, in milliseconds since the epoch. What is no model is refused like any other.
 */
public final class ModelFiles {
  private ModelFiles() {}

  /**
   * Looks for new files as long as the job runs.
   *
   * @param folder of any file system that Flink knows; its folders are looked into too
   * @param every how often
   * @param uid of the source, by which a savepoint finds what it has read
   */
  public static DataStream<ModelUpdate> watch(
      StreamExecutionEnvironment environment, String folder, Duration every, String uid) {
    FileSource<ModelUpdate> source =
        FileSource.forBulkFileFormat(new ModelFileFormat(), new Path(folder))
            .setFileEnumerator(() -> new NonSplittingRecursiveAllDirEnumerator(".*\\.safetensors"))
            .monitorContinuously(every)
            .build();
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "models in " + folder)
        .setParallelism(1) // in the order in which they are found
        .uid(uid);
  }
}
