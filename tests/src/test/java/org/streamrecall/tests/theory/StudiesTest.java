package org.streamrecall.tests.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Verdicts say what the rows say, and no more. */
class StudiesTest {
  private static final double[] SIZES = {64, 256, 1024, 4096, 16384};

  /** Rows of a law log excess = 1 - C g(log n), two seeds apart by a little. */
  private static String rates(double alpha, double exponent, double c, double apart) {
    StringBuilder lines = new StringBuilder();
    for (int seed = 1; seed <= 2; seed++) {
      for (double n : SIZES) {
        double logs = 1 - c * Math.pow(Math.log(n), exponent) + (seed - 1.5) * apart;
        lines.append(alpha + "," + (int) n + "," + seed + ",2," + Math.exp(logs) + "\n");
      }
    }
    return lines.toString();
  }

  private static String verdict(Study study, String lines) {
    return study.found(CsvRows.of(study.heading(), lines.lines().toList())).verdict();
  }

  @Test
  void shouldTellLawsApartOnlyWhereTheyAre() {
    RateStudy study = new RateStudy();
    assertThat(verdict(study, rates(1, 0.5, 3, 1e-6))).contains("the first fits better");
    assertThat(verdict(study, rates(1, 1, 1, 1e-6))).contains("the power law fits better");
    assertThat(verdict(study, rates(1, 1, 1, 1e-6))).contains("C 1.00 (1.00 to 1.00), R2 1;");
    assertThat(verdict(study, rates(1, 0.75, 1, 0.6))).contains("cannot be told apart");
  }

  @Test
  void shouldSayWhetherFasterSpectraAreLearnedBetter() {
    RateStudy study = new RateStudy();
    String slow = rates(0.5, 1, 0.3, 0.01);
    assertThat(verdict(study, slow + rates(2, 1, 0.6, 0.01)))
        .contains("at every n from 256 on. The number of features never falls");
    String worse = verdict(study, slow + rates(2, 1, 0.2, 0.01).replace(",1,2,", ",1,9,"));
    assertThat(worse).contains("not learned better at n = 256");
    String falls = "1.0,64,1,4,.5\n1.0,256,1,2,.4\n1.0,1024,1,6,.3\n";
    assertThat(verdict(study, falls)).contains("falls 1 of 2 times");
  }

  @Test
  void shouldCountWhereSoftmaxIsAhead() {
    String lines =
        """
        orth,4,0,point,oracle,1,.2,1
        orth,4,0,point,softmax,1,.25,1
        orth,4,0,point,linear,1,.24,
        orth,4,0,point,mean,1,.9,
        orth,4,0.7,point,oracle,1,.2,1
        orth,4,0.7,point,softmax,1,.5,
        orth,4,0.7,point,linear,1,.6,
        orth,4,0.7,point,mean,1,.9,
        """;
    assertThat(verdict(new BaselineStudy(List.of()), lines))
        .isEqualTo(
            "On tags without noise softmax attention is at worst 25.0 % behind the same read-out on"
                + " perfect recall. Of 2 rows its error is smaller than that of linear on 1 (less"
                + " than half on 0), than that of mean on 2 (less than half on 1).");
  }

  @Test
  void shouldCompareMemoriesWithAllTokens() {
    String lines =
        """
        0,oracle,exact,without,1,.1
        0,softmax,exact,without,1,.2
        0,softmax,4096,without,1,.2
        0.7,softmax,exact,without,1,.4
        0.7,softmax,4096,without,1,.3
        0.7,softmax,exact,with,1,.2
        """;
    assertThat(verdict(new NoiseStudy(), lines))
        .isEqualTo(
            "4096 bytes without smoothing have, as noise grows, 1.00, 0.75 of the error of all"
                + " tokens. All tokens with smoothing have, as noise grows, 0.50 of the error of all"
                + " tokens.");
  }

  @Test
  void shouldKnowTheShareOfTheComponentAskedFor() {
    Offset<Double> near = Offset.offset(5e-4);
    assertThat(TemperatureStudy.formula(Tags.ORTH, 4, 2)).isCloseTo(0.711, near);
    assertThat(TemperatureStudy.formula(Tags.ORTH, 4, 4)).isCloseTo(0.948, near);
    assertThat(TemperatureStudy.formula(Tags.SIMPLEX, 4, 3)).isCloseTo(0.948, near);
  }

  @Test
  void shouldSayWhenShuffledQuestionsAreAnswered() {
    ShuffleStudy study = new ShuffleStudy();
    assertThat(verdict(study, "point,own,own,1,.2\npoint,own,shuffled,1,1.5\n"))
        .contains("1.50", "nothing is predicted");
    assertThat(verdict(study, "point,own,own,1,.2\npoint,own,shuffled,1,.9\n"))
        .contains("should not be");
  }

  @Test
  void shouldReadRowsByTheirColumns() {
    CsvRows rows = CsvRows.of("a,b", List.of("1,2", "1,4", "x,9", "1,", "2,7", "half"));
    assertThat(rows.all()).hasSize(5);
    assertThat(rows.values("a")).containsExactly("1", "x", "2");
    assertThat(rows.where("a", "1").mean("b")).isEqualTo(3);
    assertThat(rows.means("a", "b")).containsExactly(new double[] {1, 3}, new double[] {2, 7});
  }
}
