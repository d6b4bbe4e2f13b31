package org.streamrecall.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to options that cannot be read: status 2, before any file is. */
class EventOptionsTest {
  private static Invocation replay(String like, String predict, String... more) {
    List<String> args =
        new ArrayList<>(List.of("replay", "--events", "none", "--key", "card", "--like", like));
    args.addAll(List.of("--predict", predict));
    args.addAll(List.of(more));
    return Invocation.of(args.toArray());
  }

  private static void assertMisused(Invocation call, String sentence) {
    assertThat(call.err()).startsWith("streamrecall: " + sentence).hasLineCount(1);
    assertThat(call.status()).isEqualTo(2);
  }

  @Test
  void shouldNameTheOptionAndGiveAnExample() {
    assertMisused(
        replay("", "amount"),
        "Invalid value for option '--like': \"\", at character 1: a field or a function is expected;"
            + " write it as in --like \"hour(at), category(merchant)\"");
    assertMisused(
        replay("load", "next(amount"),
        "Invalid value for option '--predict': \"next(amount\", at character 12: \")\" is expected;"
            + " write it as in --predict amount or \"next(amount,1..3)\"");
    assertMisused(
        replay("amount", "amount"),
        "--like and --predict do not go together: amount would read the very value of amount");
    assertMisused(
        Invocation.of("replay", "--events", "none", "--key", "", "--like", "x", "--predict", "y"),
        "Invalid value for option '--key': it is empty; write it as in --key card");
    assertMisused(
        Invocation.of("replay", "none"),
        "--predict is missing; say what is to be foretold, a field of the events or what comes next of"
            + " it, as in --predict amount or --predict \"next(amount)\"");
    assertMisused(
        Invocation.of("replay", "none", "--key", "", "--predict", "y"),
        "Invalid value for option '--key': it is empty; write it as in --key card");
    assertMisused(
        Invocation.of("replay", "none", "--events", "other", "--predict", "y"),
        "EVENTS none does not go with --events; say one or the other");
    assertMisused(
        Invocation.of("run", "--bootstrap-servers", "localhost:1", "--events", "e", "--out", "o"),
        "--like is missing; without --model say --like and --predict, and --key unless all events are"
            + " one series, as in --key card");
  }

  @ParameterizedTest
  @CsvSource({"replay,--score,lag(", "train,--out=model,log("})
  void shouldSayHowDeepFunctionsStand(String command, String more, String function) {
    String deep = function.repeat(20_000) + "x";
    Object[] args = {command, "none", more, "--like", deep, "--predict", "next(x)"};
    Invocation call = Invocation.of(args);
    assertThat(call.err())
        .startsWith("streamrecall: Invalid value for option '--like': \"" + function)
        .contains(" stands within 16 functions, which is the most; leave out some, or send a field")
        .hasLineCount(1)
        .hasSizeLessThan(1000);
    assertThat(call.status()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0", "10001", "100000", "99999999999"})
  void shouldSayHowLongASeasonMayBe(String period) {
    assertMisused(
        replay("load", "amount", "--base", "season:" + period),
        "Invalid value for option '--base': base=\"season:"
            + period
            + "\" has a season outside 1..10000; give the number of a key's events in a season, as"
            + " in season:24; write it as in --base last or season:24");
  }

  @Test
  void shouldRefuseABaseThatMeansNothing() {
    assertMisused(
        replay("load", "amount", "--base", "median"),
        "Invalid value for option '--base': base=\"median\" is none of none, last,");
    assertMisused(
        replay("load", "category(shop)", "--base", "last"),
        "--base goes with numbers, and category(shop) is a category; leave --base out");
  }

  @Test
  void shouldLeadWithEvents() {
    assertMisused(
        Invocation.of("replay", "--key", "card", "--like", "x", "--predict", "y"),
        "Missing required option: '--events'; name a file of events, or say --model, --tokens and"
            + " --queries");
  }

  @Test
  void shouldRefuseATopicThatKafkaWould() {
    assertMisused(
        Invocation.of(
            "run", "--bootstrap-servers", "localhost:1", "--events", "bad topic", "--out", "o"),
        "--events=\"bad topic\" is not a topic's name; use 1 to 249 of the characters");
  }
}
