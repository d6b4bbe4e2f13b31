package org.streamrecall.kafka;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * A sink's context with a mailbox of its own.
 *
 * @param of what all else is asked of
 */
record WatchedContext(WriterInitContext of, MailboxExecutor mailbox) implements WriterInitContext {
  @Override
  public MailboxExecutor getMailboxExecutor() {
    return mailbox;
  }

  @Override
  public UserCodeClassLoader getUserCodeClassLoader() {
    return of.getUserCodeClassLoader();
  }

  @Override
  public ProcessingTimeService getProcessingTimeService() {
    return of.getProcessingTimeService();
  }

  @Override
  public SinkWriterMetricGroup metricGroup() {
    return of.metricGroup();
  }

  @Override
  public InitializationContext asSerializationSchemaInitializationContext() {
    return of.asSerializationSchemaInitializationContext();
  }

  @Override
  public boolean isObjectReuseEnabled() {
    return of.isObjectReuseEnabled();
  }

  @Override
  public <T> TypeSerializer<T> createInputSerializer() {
    return of.createInputSerializer();
  }

  @Override
  public <T> Optional<Consumer<T>> metadataConsumer() {
    return of.metadataConsumer();
  }

  @Override
  public OptionalLong getRestoredCheckpointId() {
    return of.getRestoredCheckpointId();
  }

  @Override
  public JobInfo getJobInfo() {
    return of.getJobInfo();
  }

  @Override
  public TaskInfo getTaskInfo() {
    return of.getTaskInfo();
  }
}
