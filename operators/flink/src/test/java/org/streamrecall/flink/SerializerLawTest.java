package org.streamrecall.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.streamrecall.events.Alarm;
import org.streamrecall.events.JudgedOutcome;
import org.streamrecall.events.Oddness;
import org.streamrecall.events.schema.Event;
import org.streamrecall.flink.salt.Said;
import org.streamrecall.flink.serial.Numbers;
import org.streamrecall.flink.serial.PredictionCodec;
import org.streamrecall.flink.serial.RecordTypes;
import org.streamrecall.measure.Atom;
import org.streamrecall.measure.Evidence;
import org.streamrecall.measure.WholeText;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Quantiles;
import org.streamrecall.model.Query;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Status;
import org.streamrecall.model.Token;

class SerializerLawTest {
  @Property(tries = 200)
  void shouldGiveBackEveryToken(@ForAll("tokens") Token token) throws Exception {
    requireLaws(RecallTypes.TOKEN, token);
  }

  @Property(tries = 200)
  void shouldGiveBackEveryQuery(@ForAll("queries") Query query) throws Exception {
    requireLaws(RecallTypes.QUERY, query);
  }

  @Property(tries = 200)
  void shouldGiveBackEveryAtom(@ForAll("atoms") Atom atom) throws Exception {
    requireLaws(RecordTypes.ATOM, atom);
  }

  @Property(tries = 400)
  void shouldGiveBackEveryInput(@ForAll("inputs") RecallInput input) throws Exception {
    requireLaws(RecallTypes.INPUT, input);
  }

  @Property(tries = 400)
  void shouldGiveBackEveryEventInput(@ForAll("eventInputs") EventInput<String> input)
      throws Exception {
    requireLaws(RecallTypes.eventInput(Types.STRING), input);
  }

  @Property(tries = 200)
  void shouldGiveBackWhatEveryShardSays(@ForAll("said") Said said) throws Exception {
    requireLaws(Said.TYPE, said);
  }

  @Property(tries = 200)
  void shouldGiveBackEveryAnsweredEvent(
      @ForAll("predictions") Prediction prediction, @ForAll("oddness") Oddness oddness)
      throws Exception {
    List<String> targets = List.of("next(amount)", "log(\ud800)");
    requireLaws(
        RecallTypes.answered(Types.STRING), new Answered<>("e", prediction.of(targets), oddness));
  }

  @Property(tries = 200)
  void shouldGiveBackWhatCameOfEveryEvent(
      @ForAll String key, @ForAll double[] foretold, @ForAll("oddness") Oddness oddness)
      throws Exception {
    requireLaws(RecordTypes.JUDGED_OUTCOME, new JudgedOutcome(key, "7", 5, foretold, oddness));
  }

  @Property(tries = 200)
  void shouldGiveBackEveryAlarm(@ForAll("alarms") Alarm alarm) throws Exception {
    requireLaws(RecallTypes.ALARM, alarm);
  }

  @Provide
  Arbitrary<Oddness> oddness() {
    return OddnessDraw.oddness();
  }

  @Provide
  Arbitrary<Alarm> alarms() {
    return Arbitraries.oneOf(OddnessDraw.alarms(), OddnessDraw.silences());
  }

  @Property(tries = 50)
  void shouldReadAnsweredEventsOfTheFirstVersion(
      @ForAll("predictions") Prediction prediction, @ForAll double surprise) throws Exception {
    DataOutputSerializer first = new DataOutputSerializer(64);
    first.writeByte(1);
    new PredictionCodec().write(prediction, first);
    first.writeDouble(surprise);
    first.writeBoolean(true);
    Types.STRING.createSerializer(new SerializerConfigImpl()).serialize("e", first);
    Answered<String> back =
        RecallTypes.answered(Types.STRING)
            .createSerializer(new SerializerConfigImpl())
            .deserialize(new DataInputDeserializer(first.getCopyOfBuffer()));
    requireSame(
        back, new Answered<>("e", prediction, new Oddness(surprise, Double.NaN, List.of())));
    assertThat(back.prediction().targets()).isEmpty();
  }

  @Property(tries = 200)
  void shouldGiveBackEveryRefusal(@ForAll("refusals") Refused refused) throws Exception {
    requireLaws(RecallTypes.REFUSED, refused);
  }

  @Property(tries = 200)
  void shouldGiveBackEveryPrediction(@ForAll("predictions") Prediction prediction)
      throws Exception {
    requireLaws(RecallTypes.PREDICTION, prediction);
  }

  @Property(tries = 100)
  void shouldGiveBackEveryMemoryAndModel(@ForAll byte[] bytes) throws Exception {
    requireLaws(RecordTypes.BYTES, bytes);
    requireLaws(RecallTypes.MODEL_UPDATE, new ModelUpdate("m", bytes));
    requireLaws(RecallTypes.MODEL_UPDATE, new ModelUpdate("m", bytes, bytes.length));
    requireLaws(RecallTypes.MODEL_UPDATE, ModelUpdate.unreadable("m", "why"));
  }

  @net.jqwik.api.Example
  void shouldWriteFloatsLittleEndianOnEveryMachine() throws Exception {
    DataOutputSerializer out = new DataOutputSerializer(16);
    Numbers.write(new float[] {1f, -2f}, out);
    assertThat(out.getCopyOfBuffer())
        .containsExactly(0, 0, 0, 2, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, (byte) 0xc0);
  }

  @net.jqwik.api.Example
  void shouldRefuseAVersionFromTheFuture() {
    byte[] bytes = {9, 0};
    assertThatThrownBy(
            () ->
                RecallTypes.REFUSED
                    .createSerializer(new SerializerConfigImpl())
                    .deserialize(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Refusals found version 9, this build reads 1;"
                + " restore with the build that wrote it, or a newer one");
  }

  private static <T> void requireLaws(TypeInformation<T> type, T value) throws Exception {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    byte[] bytes = bytes(serializer, value);
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    T back = serializer.deserialize(in);

    requireSame(back, value);
    assertThat(in.available()).isZero();
    assertThat(bytes(serializer, back)).isEqualTo(bytes);
    assertThat(serializer.copy(value)).isSameAs(value);
    requireSame(throughSnapshot(serializer).deserialize(new DataInputDeserializer(bytes)), value);

    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(bytes), copied);
    assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);
  }

  /** To the bit: AssertJ would let numbers pass that are only near, and tell NaN from NaN. */
  private static void requireSame(Object actual, Object expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .withEqualsForType(
            (a, b) -> Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b), Float.class)
        .withEqualsForType(
            (a, b) -> Double.doubleToLongBits(a) == Double.doubleToLongBits(b), Double.class)
        .isEqualTo(expected);
  }

  private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  /** As a restored job finds it: by the name that the checkpoint holds. */
  private static <T> TypeSerializer<T> throughSnapshot(TypeSerializer<T> serializer)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<T> snapshot =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()),
            SerializerLawTest.class.getClassLoader());
    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(snapshot)
                .isCompatibleAsIs())
        .isTrue();
    return snapshot.restoreSerializer();
  }

  /** All of Unicode, unpaired surrogates too. */
  static Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(20);
  }

  static Arbitrary<String> textsOrNull() {
    return texts().injectNull(.2);
  }

  static Arbitrary<float[]> finite() {
    return Arbitraries.floats()
        .between(-Atom.MAX_NUMBER, Atom.MAX_NUMBER)
        .array(float[].class)
        .ofMaxSize(70);
  }

  static Arbitrary<float[]> any() {
    return Arbitraries.integers().map(Float::intBitsToFloat).array(float[].class).ofMaxSize(70);
  }

  @Provide
  Arbitrary<Token> tokens() {
    return Combinators.combine(
            texts(),
            any(),
            any(),
            Arbitraries.longs(),
            Arbitraries.longs().map(Double::longBitsToDouble),
            textsOrNull())
        .as(Token::new);
  }

  @Provide
  Arbitrary<Query> queries() {
    return Combinators.combine(texts(), texts(), any(), any(), Arbitraries.longs(), textsOrNull())
        .as(Query::new);
  }

  @Provide
  Arbitrary<Atom> atoms() {
    Arbitrary<Double> masses =
        Arbitraries.doubles().between(-99, 99).map(exponent -> Math.pow(10, exponent));
    Arbitrary<String> refs =
        Arbitraries.strings().all().ofMaxLength(8).filter(WholeText::is).injectNull(.2);
    return Combinators.combine(finite(), finite(), masses, Arbitraries.longs(), refs).as(Atom::new);
  }

  @Provide
  Arbitrary<Refused> refusals() {
    return Combinators.combine(textsOrNull(), texts(), textsOrNull(), texts(), origins())
        .as(Refused::new);
  }

  static Arbitrary<Origin> origins() {
    return Combinators.combine(
            Arbitraries.strings().alpha(),
            Arbitraries.integers(),
            Arbitraries.longs(),
            Arbitraries.longs())
        .as(Origin::new)
        .injectNull(.5);
  }

  @Provide
  Arbitrary<RecallInput> inputs() {
    return Arbitraries.oneOf(
        Combinators.combine(texts(), atoms(), origins()).as(Tell::new),
        asks(),
        Combinators.combine(texts(), Arbitraries.integers(), Arbitraries.integers(), asks())
            .as(ShardAsk::new),
        Combinators.combine(texts(), Arbitraries.longs()).as(Forget::new),
        refusals());
  }

  @Provide
  Arbitrary<EventInput<String>> eventInputs() {
    Arbitrary<double[]> numbers =
        Arbitraries.longs().map(Double::longBitsToDouble).array(double[].class).ofMaxSize(9);
    Arbitrary<Event> events =
        Combinators.combine(
                texts(),
                Arbitraries.longs(),
                numbers,
                textsOrNull().array(String[].class).ofMaxSize(4),
                numbers.injectNull(.5),
                textsOrNull(),
                textsOrNull())
            .as(Event::new);
    return Arbitraries.oneOf(
        Combinators.combine(textsOrNull(), events, origins()).as(EventInput.Happened::new),
        Combinators.combine(textsOrNull(), events, texts(), origins()).as(EventInput.Question::new),
        Combinators.combine(textsOrNull(), events, origins()).as(EventInput.Outcome::new),
        Combinators.combine(texts(), Arbitraries.longs()).as(EventInput.Forget<String>::new),
        Combinators.combine(textsOrNull(), texts()).as(EventInput.Unreadable::new));
  }

  static Arbitrary<Ask> asks() {
    return Combinators.combine(
            texts(), texts(), any(), any(), Arbitraries.longs(), textsOrNull(), origins())
        .as(Ask::new);
  }

  @Provide
  Arbitrary<Said> said() {
    return SaidDraw.said();
  }

  @Provide
  Arbitrary<Prediction> predictions() {
    Arbitrary<Evidence> evidence =
        Combinators.combine(
                Arbitraries.doubles(),
                any().injectNull(.1),
                textsOrNull(),
                Arbitraries.longs(),
                Arbitraries.longs())
            .as(Evidence::new);
    Arbitrary<List<Recalled>> recalled =
        Combinators.combine(Arbitraries.doubles(), evidence).as(Recalled::new).list().ofMaxSize(3);
    Arbitrary<List<Methods>> methods =
        Combinators.combine(texts(), Arbitraries.doubles())
            .as(Method::new)
            .list()
            .ofMaxSize(4)
            .map(Methods::new)
            .list()
            .ofMaxSize(3);
    Arbitrary<Answer> answers =
        Combinators.combine(
                Arbitraries.of(Status.class),
                Arbitraries.doubles().array(double[].class).ofMaxSize(4).tuple3(),
                Arbitraries.doubles().tuple4(),
                Arbitraries.of(true, false),
                Arbitraries.longs(),
                recalled,
                methods,
                Arbitraries.longs())
            .as(
                (status, value, numbers, flag, tokens, parts, by, time) ->
                    new Answer(
                        status,
                        value.get1(),
                        flag ? List.of() : Arrays.asList("a", "\ud800", null),
                        flag ? null : new double[][] {value.get2(), value.get3()},
                        flag ? new Quantiles(value.get1(), new double[][] {value.get2()}) : null,
                        numbers.get1(),
                        flag,
                        tokens,
                        numbers.get2(),
                        numbers.get3(),
                        numbers.get4(),
                        parts,
                        by,
                        time));
    return Combinators.combine(
            texts(), texts(), Arbitraries.longs(), answers, texts(), textsOrNull())
        .as(Prediction::new);
  }
}
