package org.streamrecall.flink.serial;

import static org.apache.flink.types.StringValue.readString;
import static org.apache.flink.types.StringValue.writeString;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.flink.Codec;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Quantiles;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Status;

/** An answer on its way out, with all that it says of itself. */
public record PredictionCodec() implements Codec<Prediction> {
  @Override
  public void write(Prediction value, DataOutputView out) throws IOException {
    writeString(value.id(), out);
    writeString(value.context(), out);
    out.writeLong(value.time());
    writeAnswer(value.answer(), out);
    writeString(value.model(), out);
    writeString(value.replyTo(), out);
  }

  @Override
  public Prediction read(DataInputView in) throws IOException {
    return new Prediction(
        readString(in),
        readString(in),
        in.readLong(),
        readAnswer(in),
        readString(in),
        readString(in));
  }

  private static void writeAnswer(Answer answer, DataOutputView out) throws IOException {
    // By name: the order of the constants may change between builds.
    writeString(answer.status().name(), out);
    Numbers.write(answer.value(), out);
    Parts.writeAll(answer.categories(), StringValue::writeString, out);
    writeRows(answer.interval(), out);
    Parts.writeOptional(answer.quantiles(), PredictionCodec::writeQuantiles, out);
    out.writeDouble(answer.memoryError());
    out.writeBoolean(answer.extrapolates());
    out.writeLong(answer.tokens());
    out.writeDouble(answer.effectiveTokens());
    out.writeDouble(answer.entropy());
    out.writeDouble(answer.familiarity());
    Parts.writeAll(answer.recalled(), PredictionCodec::writeRecalled, out);
    Parts.writeAll(answer.methods(), PredictionCodec::writeMethods, out);
    out.writeLong(answer.asOf());
  }

  private static Answer readAnswer(DataInputView in) throws IOException {
    return new Answer(
        Status.valueOf(readString(in)),
        Numbers.readDoubles(in),
        Parts.readAll(StringValue::readString, in),
        readRows(in),
        Parts.readOptional(PredictionCodec::readQuantiles, in),
        in.readDouble(),
        in.readBoolean(),
        in.readLong(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        Parts.readAll(from -> new Recalled(from.readDouble(), readEvidence(from)), in),
        Parts.readAll(PredictionCodec::readMethods, in),
        in.readLong());
  }

  /** Its length is -1 where it is null. */
  private static void writeRows(double[][] rows, DataOutputView out) throws IOException {
    if (rows == null) {
      out.writeInt(-1);
    } else {
      Parts.writeAll(Arrays.asList(rows), Numbers::write, out);
    }
  }

  private static double[][] readRows(DataInputView in) throws IOException {
    int length = in.readInt();
    double[][] rows = length < 0 ? null : new double[length][];
    for (int i = 0; i < length; i++) {
      rows[i] = Numbers.readDoubles(in);
    }
    return rows;
  }

  private static void writeQuantiles(Quantiles quantiles, DataOutputView out) throws IOException {
    Numbers.write(quantiles.levels(), out);
    writeRows(quantiles.values(), out);
  }

  private static Quantiles readQuantiles(DataInputView in) throws IOException {
    return new Quantiles(Numbers.readDoubles(in), readRows(in));
  }

  private static void writeRecalled(Recalled recalled, DataOutputView out) throws IOException {
    out.writeDouble(recalled.share());
    writeEvidence(recalled.evidence(), out);
  }

  private static void writeMethods(Methods methods, DataOutputView out) throws IOException {
    Parts.writeAll(methods.of(), PredictionCodec::writeMethod, out);
  }

  private static Methods readMethods(DataInputView in) throws IOException {
    return new Methods(Parts.readAll(from -> new Method(readString(from), from.readDouble()), in));
  }

  private static void writeMethod(Method method, DataOutputView out) throws IOException {
    writeString(method.name(), out);
    out.writeDouble(method.weight());
  }

  public static void writeEvidence(Evidence evidence, DataOutputView out) throws IOException {
    out.writeDouble(evidence.tokens());
    Numbers.write(evidence.tag(), out);
    writeString(evidence.ref(), out);
    out.writeLong(evidence.firstTime());
    out.writeLong(evidence.lastTime());
  }

  public static Evidence readEvidence(DataInputView in) throws IOException {
    return new Evidence(
        in.readDouble(), Numbers.readFloats(in), readString(in), in.readLong(), in.readLong());
  }
}
