package org.streamrecall.flink;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.streamrecall.attention.PartialRecollection;
import org.streamrecall.flink.salt.Said;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.PartialAnswer;
import org.streamrecall.model.Status;

/** What shards say, drawn. */
final class SaidDraw {
  private SaidDraw() {}

  static Arbitrary<Said> said() {
    Arbitrary<double[]> numbers =
        Arbitraries.longs().map(Double::longBitsToDouble).array(double[].class).ofMaxSize(9);
    Arbitrary<PartialRecollection> heads =
        Combinators.combine(
                Arbitraries.doubles().tuple4(),
                numbers,
                numbers.injectNull(.3),
                Arbitraries.doubles().tuple2())
            .as(
                (d, value, moments, more) ->
                    new PartialRecollection(
                        d.get1(),
                        value,
                        d.get2(),
                        d.get3(),
                        d.get4(),
                        more.get1(),
                        moments,
                        more.get2()));
    Arbitrary<PartialAnswer> answers =
        Combinators.combine(Arbitraries.longs().tuple2(), heads.list().ofMaxSize(3), numbers)
            .as(
                (l, recalled, shares) ->
                    new PartialAnswer(
                        l.get1(),
                        l.get2() / 3.0,
                        l.get2(),
                        l.get1() > 0,
                        shares,
                        Double.NaN,
                        recalled,
                        List.of(new Evidence(l.get1(), new float[] {1}, "ref", 1, l.get2())),
                        new double[][] {shares}));
    Arbitrary<Said.Voice> voices =
        Combinators.combine(SerializerLawTest.texts(), answers).as(Said.Voice::new);
    return Combinators.combine(
            SerializerLawTest.asks().injectNull(.2),
            Arbitraries.integers(),
            Arbitraries.integers(),
            Arbitraries.of(Status.class),
            voices.list().ofMaxSize(3),
            answers.injectNull(.5),
            new SerializerLawTest().refusals().injectNull(.5))
        .as(Said::new);
  }
}
