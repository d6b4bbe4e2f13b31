package org.streamrecall.tests.faults;

import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.client.Topics;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.RecallJob;

/** What a job serves. */
enum Served {
  /** Queries about tokens. */
  TOKENS {
    @Override
    LoadDraw draw(LoadDraw.Size size) {
      return new TokenDraw(size);
    }

    @Override
    DataStream<?> build(StreamExecutionEnvironment environment, JobOptions options) {
      return RecallJob.build(environment, TokenDraw.MODEL, options);
    }

    @Override
    String told() {
      return TOPICS.tokens();
    }

    @Override
    List<String> answers() {
      return List.of(TOPICS.predictions());
    }
  },
  /** Events, and questions about them. */
  EVENTS {
    @Override
    LoadDraw draw(LoadDraw.Size size) {
      return new EventDraw(size);
    }

    @Override
    DataStream<?> build(StreamExecutionEnvironment environment, JobOptions options) {
      return RecallJob.build(environment, EventDraw.MODEL, options, EventDraw.EVENTS);
    }

    @Override
    String told() {
      return EventDraw.EVENTS.in();
    }

    @Override
    List<String> answers() {
      return List.of(EventDraw.EVENTS.out(), TOPICS.predictions());
    }
  };

  private static final Topics TOPICS = LoadDraw.TOPICS;

  abstract LoadDraw draw(LoadDraw.Size size);

  /**
   * @return what it says
   */
  abstract DataStream<?> build(StreamExecutionEnvironment environment, JobOptions options);

  /** The topic of what is learned. */
  abstract String told();

  /** Where answers go. */
  abstract List<String> answers();
}
