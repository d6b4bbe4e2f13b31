package org.streamrecall.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.streamrecall.client.json.EventJson;
import org.streamrecall.client.json.Samples;
import org.streamrecall.events.schema.EventSchema;

/** What is said of a file in which no event has a field. */
class FieldsMetTest {
  private static final String KEYLESS = "{\"x\":1}";
  private static final String ODD = "card is missing; x"; // a field whose faults begin as a key's

  private static final List<String> LINES =
      List.of(
          KEYLESS,
          "{\"x\":{}}",
          "{\"card\":\"\"}",
          "card is missing;",
          "{\"card\":1,\"" + ODD + "\":\"a\"}");

  private static FieldsMet met(List<String> lines) {
    EventSchema schema = EventSchema.of("card", null, "\"" + ODD + "\"", "x", null);
    EventJson json = new EventJson(schema);
    FieldsMet met = new FieldsMet(schema);
    for (String line : lines) {
      try {
        met.add(json.read(Samples.utf8(line), null));
      } catch (IllegalArgumentException e) {
        met.refused(e);
      }
    }
    return met;
  }

  @Provide
  Arbitrary<List<String>> refused() {
    return Arbitraries.of(LINES).list().ofMaxSize(8);
  }

  @Property(tries = 200, seed = "20")
  void shouldCountTheEventsThatHaveNoKeyAndNoOthers(@ForAll("refused") List<String> lines) {
    long keyless = lines.stream().filter(KEYLESS::equals).count();
    assertThat(met(lines).complaint())
        .isEqualTo(
            keyless == 0
                ? null
                : "none of the "
                    + keyless
                    + " events has card; correct the name if it is misspelt");
  }
}
