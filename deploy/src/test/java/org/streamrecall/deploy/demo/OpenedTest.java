package org.streamrecall.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
  @Test
  void shouldCloseAllLastFirstEvenIfSomeFail() {
    List<String> closed = new ArrayList<>();
    RuntimeException second = new IllegalStateException("second");
    Opened opened = new Opened();
    opened.onClose(() -> closed.add("first"));
    opened.onClose(
        () -> {
          throw second;
        });
    opened.onClose(
        () -> {
          closed.add("third");
          throw new IllegalStateException("third");
        });

    assertThatThrownBy(opened::close).hasMessage("third").hasSuppressedException(second);
    assertThat(closed).containsExactly("third", "first");
  }
}
