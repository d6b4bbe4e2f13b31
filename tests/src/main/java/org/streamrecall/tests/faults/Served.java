package org.streamrecall.tests.faults;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.streamrecall.client.Topics;
import org.streamrecall.client.json.TokenJson;
import org.streamrecall.deploy.JobOptions;
import org.streamrecall.deploy.RecallJob;
import org.streamrecall.model.RecallModel;
import org.streamrecall.model.Token;

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
    RecallModel model() {
      return TokenDraw.MODEL;
    }

    @Override
    List<String> options() {
      return List.of();
    }

    @Override
    byte[] ahead(long time) {
      return TokenJson.write(Token.of("fast", new float[4], new float[2], time));
    }

    @Override
    List<String> answers() {
      return List.of(TOPICS.predictions());
    }

    @Override
    List<String> alarms() {
      return List.of();
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
    RecallModel model() {
      return EventDraw.MODEL;
    }

    @Override
    List<String> options() {
      List<String> options = new ArrayList<>(EventDraw.ALARM_OPTIONS);
      options.addAll(List.of("--events", EventDraw.EVENTS.in(), "--out", EventDraw.EVENTS.out()));
      return options;
    }

    @Override
    byte[] ahead(long time) {
      return LoadDraw.utf8(
          "{\"card\":\"fast\",\"at\":" + time + ",\"shop\":\"s\",\"x\":0,\"amount\":1}");
    }

    @Override
    List<String> answers() {
      return List.of(EventDraw.EVENTS.out(), TOPICS.predictions());
    }

    @Override
    List<String> alarms() {
      return List.of(EventDraw.ALARMS.topic());
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

  /** The first model. */
  abstract RecallModel model();

  /** What the command run is told, beside the model. */
  abstract List<String> options();

  /** What is learned of a key that nobody asks about, at a time. */
  abstract byte[] ahead(long time);

  /** Where answers go. */
  abstract List<String> answers();

  /** Where alarms go, if there are any. */
  abstract List<String> alarms();
}
