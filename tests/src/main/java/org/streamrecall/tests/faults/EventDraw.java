package org.streamrecall.tests.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.streamrecall.client.json.EventQuestionJson;
import org.streamrecall.deploy.EventTopics;
import org.streamrecall.events.AlarmRule;
import org.streamrecall.events.schema.EventSchema;
import org.streamrecall.kafka.KafkaAlarms;
import org.streamrecall.model.RecallModel;

/** Events, and a question for every four of them; some cards are silent for a while. */
final class EventDraw extends LoadDraw {
  private static final EventSchema SCHEMA =
      EventSchema.of("card", "at", "category(shop), x, lag(amount,1..2)", "amount", null);

  /** The job's first. */
  static final RecallModel MODEL = SCHEMA.untrained();

  /** Many alarms: what is compared is that each leaves once, not whether it is worth it. */
  static final KafkaAlarms ALARMS =
      new KafkaAlarms("faults.alarms", new AlarmRule(.05, 0, 1e-6, 1, 1));

  /** The same, as the command run is told. */
  static final List<String> ALARM_OPTIONS =
      List.of(
          "--alarms",
          ALARMS.topic(),
          "--false-alarms",
          Double.toString(ALARMS.rule().falseAlarms()),
          "--cool-down",
          Integer.toString(ALARMS.rule().coolDown()),
          "--silences",
          Duration.ofMillis(ALARMS.rule().watched()).toString());

  static final EventTopics EVENTS =
      new EventTopics("faults.events", "faults.answered").withAlarms(ALARMS);

  private int answers;

  EventDraw(Size size) {
    super(size);
  }

  @Override
  int places() {
    return queries();
  }

  @Override
  long step() {
    return 10;
  }

  @Override
  int answers() {
    return answers;
  }

  @Override
  RecallModel model(double beta) {
    return model(SCHEMA.schema(), 1, beta);
  }

  @Override
  void good(int i, long time) {
    answers++;
    String card = isQuestion(i) ? key() : awake(i);
    int shop = random.nextInt(5);
    double x = random.nextDouble();
    if (isQuestion(i)) {
      String like = moment("\"at\":%d,\"shop\":\"s%d\",\"x\":%.3f", time, shop, x);
      byte[] question = EventQuestionJson.write("q" + i, card, "{" + like + "}");
      add(TOPICS.queries(), card, time, question);
      return;
    }
    double amount = 10 * shop + Math.floorMod(card.hashCode(), 7) * x + random.nextGaussian();
    String event =
        moment(
            "{\"id\":\"e%d\",\"card\":\"%s\",\"at\":%d,\"shop\":\"s%d\",\"x\":%.3f,\"amount\":%.3f}",
            i, card, time, shop, x, amount);
    add(EVENTS.in(), card, time, utf8(event));
  }

  /** One that is not silent: every eighth is for a third of the load, others from then on. */
  private String awake(int i) {
    double part = (double) i / places();
    String card = key();
    while (part > 0.4 && isSilent(Integer.parseInt(card.substring(1)) % 8, part)) {
      card = key();
    }
    return card;
  }

  private static boolean isSilent(int kind, double part) {
    return kind == 3 && part < 0.73 || kind == 5;
  }

  private static String moment(String format, Object... args) {
    return String.format(Locale.ROOT, format, args);
  }

  @Override
  void forget(String card, long time) {
    String forget = "{\"context\":\"" + card + "\",\"type\":\"forget\",\"time\":" + time + "}";
    add(TOPICS.queries(), card, time, utf8(forget));
  }

  @Override
  void bad(int way, String card, long time) {
    String head = "{\"card\":\"" + card + "\",\"amount\":";
    switch (way) {
      case 0 -> add(EVENTS.in(), card, time, utf8("no JSON at all"));
      case 1 -> add(EVENTS.in(), card, time, utf8(head + "\"much\"}"));
      case 2 -> add(TOPICS.queries(), card, time, utf8("{\"id\":\"q\",\"context\":\"c\"}"));
      case 3 -> add(TOPICS.queries(), card, time, null);
      default -> {
        long ahead = time + Duration.ofDays(10).toMillis();
        add(EVENTS.in(), card, time, utf8(head + "1,\"at\":" + ahead + "}"));
      }
    }
  }

  @Override
  void end(int partition, long time) {
    String event = "{\"id\":\"" + END + partition + "\",\"card\":\"end\",\"at\":" + time + "}";
    String like = "{\"at\":" + time + "}";
    add(EVENTS.in(), partition, time, utf8(event));
    add(
        TOPICS.queries(),
        partition,
        time,
        EventQuestionJson.write(END + "asked-" + partition, "end", like));
  }
}
