package org.streamrecall.deploy.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.streamrecall.events.label.Mark;

class LabelFieldTest {
  private static final LabelField FIELD = new LabelField("odd", List.of("unseen"));

  private static Mark read(String json) throws IOException {
    JsonNode value = new JsonMapper().readTree(json);
    return FIELD.read(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "2.5", "\"1\"", "\" 1.0 \"", "true", "\"True\"", "\"YES\"", "\"Anomaly\""})
  void shouldReadWhatIsOdd(String json) throws IOException {
    assertThat(read(json)).isEqualTo(Mark.ANOMALY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0", "\"0\"", "-0", "false", "\"FALSE\"", "\"no\"", "\"Normal\""})
  void shouldReadWhatIsOrdinary(String json) throws IOException {
    assertThat(read(json)).isEqualTo(Mark.ORDINARY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\" \"", "\"NA\"", "\"?\"", "\"unseen\""})
  void shouldKnowNothingOfWhatIsMissing(String json) throws IOException {
    assertThat(read(json)).isEqualTo(Mark.UNKNOWN);
  }

  @Test
  void shouldKnowNothingWithoutTheField() {
    assertThat(FIELD.read(null)).isEqualTo(Mark.UNKNOWN);
  }

  /** -1 is an anomaly to some, and 1 is none. */
  @ParameterizedTest
  @ValueSource(strings = {"-1", "\"maybe\"", "\"outlier\"", "\"1,5\""})
  void shouldRefuseWhatSaysNeither(String json) throws IOException {
    String text = new JsonMapper().readTree(json).asText();
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "odd is \""
                + text
                + "\", which does not say whether the event is an anomaly: 0, false, no and normal"
                + " say that it is none, a number above 0, true, yes and anomaly that it is one, and"
                + " nothing that nobody knows; write it so, or name another field with --label");
  }
}
