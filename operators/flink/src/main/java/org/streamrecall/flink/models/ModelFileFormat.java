package org.streamrecall.flink.models;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.streamrecall.flink.ModelUpdate;
import org.streamrecall.flink.serial.RecordTypes;

/** One model a file, whose name says from when on it answers. */
public final class ModelFileFormat implements BulkFormat<ModelUpdate, FileSourceSplit> {
  private static final long serialVersionUID = 1;
  private static final String ENDING = ".safetensors";

  @Override
  public Reader<ModelUpdate> createReader(Configuration configuration, FileSourceSplit split)
      throws IOException {
    return new OneModel(read(split.path()));
  }

  @Override
  public Reader<ModelUpdate> restoreReader(Configuration configuration, FileSourceSplit split)
      throws IOException {
    boolean told =
        split.getReaderPosition().map(at -> at.getRecordsAfterOffset() > 0).orElse(false);
    return new OneModel(told ? null : read(split.path()));
  }

  private static ModelUpdate read(Path file) throws IOException {
    String name = file.getName();
    String stem = name.substring(0, Math.max(0, name.length() - ENDING.length()));
    byte[] bytes;
    try (FSDataInputStream in = file.getFileSystem().open(file)) {
      bytes = in.readAllBytes();
    }
    int at = stem.lastIndexOf('@');
    if (at < 0) {
      return new ModelUpdate(stem, bytes);
    }
    try {
      long from = Long.parseLong(stem.substring(at + 1));
      return new ModelUpdate(stem.substring(0, at), bytes, from);
    } catch (NumberFormatException e) {
      return ModelUpdate.unreadable(
          stem,
          "the model file \"%s\" says no time behind its @; write milliseconds since the epoch there, or rename it"
              .formatted(name));
    }
  }

  @Override
  public boolean isSplittable() {
    return false;
  }

  @Override
  public TypeInformation<ModelUpdate> getProducedType() {
    return RecordTypes.MODEL_UPDATE;
  }

  /** Tells a model, or null for one that was told before, and ends. */
  private static final class OneModel implements Reader<ModelUpdate> {
    private ModelUpdate left;

    OneModel(ModelUpdate model) {
      left = model;
    }

    @Override
    public RecordIterator<ModelUpdate> readBatch() {
      if (left == null) {
        return null;
      }
      SingletonResultIterator<ModelUpdate> batch = new SingletonResultIterator<>();
      batch.set(left, CheckpointedPosition.NO_OFFSET, 1);
      left = null;
      return batch;
    }

    @Override
    public void close() {}
  }
}
