package org.streamrecall.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.Waiting;
import org.streamrecall.flink.operator.Serving;
import org.streamrecall.measure.Decay;
import org.streamrecall.model.RecallModel;

/** What an operator is told, by the builder that users tell. */
record Told(List<Consumer<Told.Builder>> steps) {
  static final class Builder extends RecallBuilder<Builder> {
    @Override
    Builder self() {
      return this;
    }
  }

  static Told of(byte[] model, int sketchBytes, Decay decay) {
    Told plain =
        new Told(List.of())
            .with(to -> to.model(RecallModel.fromBytes(model)).sketchBytes(sketchBytes));
    return decay.halfLife() == 0
        ? plain
        : plain.with(to -> to.halfLife(Duration.ofMillis(decay.halfLife())));
  }

  private Told with(Consumer<Builder> step) {
    return new Told(Stream.concat(steps.stream(), Stream.of(step)).toList());
  }

  Told eventTime(EventTime rules) {
    return with(to -> to.eventTime(rules));
  }

  Told shadow(byte[] model) {
    return with(to -> to.shadow(RecallModel.fromBytes(model)));
  }

  Told queriesFrom(long time) {
    return with(to -> to.queriesFrom(Instant.ofEpochMilli(time)));
  }

  Told queriesTo(long time) {
    return with(to -> to.queriesTo(Instant.ofEpochMilli(time)));
  }

  Told distinct(int window) {
    return with(to -> to.distinctRefs(window));
  }

  Told forgetAfter(long millis) {
    return with(to -> to.forgetAfter(Duration.ofMillis(millis)));
  }

  Told waiting(Waiting waiting) {
    return with(to -> to.waiting = waiting);
  }

  Told alarms(AlarmRule rule) {
    return with(to -> to.alarms = rule);
  }

  Serving serving() {
    Builder builder = new Builder();
    steps.forEach(step -> step.accept(builder));
    return builder.serving(builder.model);
  }
}
