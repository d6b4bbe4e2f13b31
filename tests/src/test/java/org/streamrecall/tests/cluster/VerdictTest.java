package org.streamrecall.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final List<String> EXPECTED = List.of(answer("a", 1), answer("b", 2));

  @Test
  void shouldFindNothingWhereEachAnswerCameOnce() {
    Verdict verdict =
        Verdict.of(EXPECTED, Map.of("a", List.of(answer("a", 1)), "b", List.of(answer("b", 2))));
    assertThat(verdict).isEqualTo(new Verdict(2, 0, 0, 0, 0));
    assertThat(verdict.isClean()).isTrue();
  }

  @Test
  void shouldTellWhatIsMissingDoubledDifferentAndUnasked() {
    assertThat(Verdict.of(EXPECTED, Map.of("a", List.of(answer("a", 1)))))
        .isEqualTo(new Verdict(2, 1, 0, 0, 0))
        .matches(verdict -> !verdict.isClean());
    assertThat(
            Verdict.of(
                EXPECTED,
                Map.of("a", List.of(answer("a", 1), answer("a", 1)), "b", List.of(answer("b", 3)))))
        .isEqualTo(new Verdict(2, 0, 1, 1, 0))
        .matches(verdict -> !verdict.isClean());
    assertThat(
            Verdict.of(
                EXPECTED,
                Map.of(
                    "a", List.of(answer("a", 1)),
                    "b", List.of(answer("b", 2)),
                    "c", List.of(answer("c", 3)))))
        .isEqualTo(new Verdict(2, 0, 0, 0, 1))
        .matches(verdict -> !verdict.isClean());
  }

  private static String answer(String id, int value) {
    return "{\"id\":\"%s\",\"context\":\"c\",\"status\":\"ok\",\"value\":[%d.0],\"tokens\":1,\"effectiveTokens\":1.0,\"entropy\":0.0,\"recalled\":[],\"model\":\"m\"}"
        .formatted(id, value);
  }
}
