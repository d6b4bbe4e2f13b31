package org.streamrecall.events.label;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Events are written as letters: a an anomaly, o an ordinary one, ? one of which nobody knows. */
class FoundStretchesTest {
  private static Mark[] marks(String letters) {
    Mark[] marks = new Mark[letters.length()];
    for (int i = 0; i < marks.length; i++) {
      marks[i] =
          switch (letters.charAt(i)) {
            case 'a' -> Mark.ANOMALY;
            case 'o' -> Mark.ORDINARY;
            default -> Mark.UNKNOWN;
          };
    }
    return marks;
  }

  private static FoundStretches found(String letters, int from, int... alarms) {
    boolean[] opened = new boolean[letters.length()];
    for (int alarm : alarms) {
      opened[alarm] = true;
    }
    FoundStretches found = new FoundStretches();
    found.add(marks(letters), opened, from);
    return found;
  }

  @Test
  void shouldFindAStretchFromItsBeginningToShortlyAfterIt() {
    String letters = "oo" + "aaa" + "oooooo";
    for (int alarm = 0; alarm < letters.length(); alarm++) {
      FoundStretches found = found(letters, 0, alarm);
      boolean right = alarm >= 2 && alarm <= 4 + FoundStretches.LATE;
      assertThat(found.stretches()).isEqualTo(1);
      assertThat(found.found()).isEqualTo(right ? 1 : 0);
      assertThat(found.precision()).isEqualTo(right ? 1 : 0);
      Double delay = right ? alarm - 2.0 : Double.NaN;
      assertThat(found.medianDelay()).isEqualTo(delay);
      assertThat(found.meanDelay()).isEqualTo(delay);
    }
  }

  /** The first alarm of a stretch finds it; further ones are right too. */
  @Test
  void shouldCountAStretchOnceAndEachAlarm() {
    FoundStretches found = found("oaaaaaooooooaaoooooaaooooo", 0, 2, 5, 13, 0);
    assertThat(found.stretches()).isEqualTo(3);
    assertThat(found.found()).isEqualTo(2);
    assertThat(found.recall()).isEqualTo(2 / 3.0);
    assertThat(found.alarms()).isEqualTo(4);
    assertThat(found.right()).isEqualTo(3);
    assertThat(found.precision()).isEqualTo(.75);
    assertThat(found.medianDelay()).isEqualTo(1);
  }

  @Test
  void shouldTakeTheMiddleOfAllDelays() {
    FoundStretches found = new FoundStretches();
    for (int delay : new int[] {9, 0, 1}) {
      boolean[] opened = new boolean[10];
      opened[delay] = true;
      found.add(marks("aaaaaaaaaa"), opened);
    }
    assertThat(found.medianDelay()).isEqualTo(1);
    assertThat(found.meanDelay()).isEqualTo(10 / 3.0);
    boolean[] opened = new boolean[10];
    opened[3] = true;
    found.add(marks("aaaaaaaaaa"), opened);
    assertThat(found.medianDelay()).isEqualTo(2);
  }

  @Test
  void shouldJudgeNothingThatNobodyKnows() {
    assertThat(found("oo??oooo", 0, 2, 3).alarms()).isZero();
    assertThat(found("oa?ao", 0).stretches()).isEqualTo(1);
    assertThat(found("oa?oaoo", 0).stretches()).isEqualTo(2);
    assertThat(found("?".repeat(50), 0, 3).falseAlarmsPerThousand()).isNaN();
  }

  /** What began in the part that is learned from was found there, or was not. */
  @Test
  void shouldJudgeWhatBeginsLater() {
    String letters = "oaaaaaooooooaao";
    FoundStretches found = found(letters, 4, 2, 5, 7, 12);
    assertThat(found.stretches()).isEqualTo(1);
    assertThat(found.found()).isEqualTo(1);
    assertThat(found.alarms()).isEqualTo(1);
    assertThat(found.right()).isEqualTo(1);
  }

  @Test
  void shouldCountFalseAlarmsFarFromAllMarks() {
    String letters = "o".repeat(50) + "a" + "o".repeat(50);
    FoundStretches found = found(letters, 0, 10, 40, 50, 71, 72);
    // 60 are far, 21 or more events away; of the alarms those at 10, 71 and 72
    assertThat(found.falseAlarmsPerThousand()).isEqualTo(50);
    assertThat(found.alarms()).isEqualTo(5);
    assertThat(found.right()).isEqualTo(1);
    assertThat(found(letters, 51, 10, 71).falseAlarmsPerThousand()).isEqualTo(1000 / 30.0);
  }
}
