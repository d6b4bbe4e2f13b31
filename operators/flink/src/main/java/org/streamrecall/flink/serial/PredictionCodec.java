package org.streamrecall.flink.serial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.flink.Codec;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.Answer;
import org.streamrecall.model.Method;
import org.streamrecall.model.Methods;
import org.streamrecall.model.Prediction;
import org.streamrecall.model.Recalled;
import org.streamrecall.model.Status;

/** An answer on its way out, with all that it says of itself. */
public final class PredictionCodec implements Codec<Prediction> {
  private static final long serialVersionUID = 1;

  @Override
  public void write(Prediction value, DataOutputView out) throws IOException {
    StringValue.writeString(value.id(), out);
    StringValue.writeString(value.context(), out);
    out.writeLong(value.time());
    writeAnswer(value.answer(), out);
    StringValue.writeString(value.model(), out);
    StringValue.writeString(value.replyTo(), out);
  }

  @Override
  public Prediction read(DataInputView in) throws IOException {
    return new Prediction(
        StringValue.readString(in),
        StringValue.readString(in),
        in.readLong(),
        readAnswer(in),
        StringValue.readString(in),
        StringValue.readString(in));
  }

  private static void writeAnswer(Answer answer, DataOutputView out) throws IOException {
    // By name: the order of the constants may change between builds.
    StringValue.writeString(answer.status().name(), out);
    Numbers.write(answer.value(), out);
    out.writeInt(answer.categories().size());
    for (String category : answer.categories()) {
      StringValue.writeString(category, out);
    }
    out.writeInt(answer.interval() == null ? -1 : answer.interval().length);
    for (int i = 0; answer.interval() != null && i < answer.interval().length; i++) {
      Numbers.write(answer.interval()[i], out);
    }
    out.writeDouble(answer.memoryError());
    out.writeBoolean(answer.extrapolates());
    out.writeLong(answer.tokens());
    out.writeDouble(answer.effectiveTokens());
    out.writeDouble(answer.entropy());
    out.writeDouble(answer.familiarity());
    out.writeInt(answer.recalled().size());
    for (Recalled recalled : answer.recalled()) {
      out.writeDouble(recalled.share());
      writeEvidence(recalled.evidence(), out);
    }
    out.writeInt(answer.methods().size());
    for (Methods target : answer.methods()) {
      writeMethods(target.of(), out);
    }
    out.writeLong(answer.asOf());
  }

  private static Answer readAnswer(DataInputView in) throws IOException {
    Status status = Status.valueOf(StringValue.readString(in));
    double[] value = Numbers.readDoubles(in);
    int named = in.readInt();
    List<String> categories = new ArrayList<>(named);
    for (int i = 0; i < named; i++) {
      categories.add(StringValue.readString(in));
    }
    int bounded = in.readInt();
    double[][] interval = bounded < 0 ? null : new double[bounded][];
    for (int i = 0; i < bounded; i++) {
      interval[i] = Numbers.readDoubles(in);
    }
    double memoryError = in.readDouble();
    boolean extrapolates = in.readBoolean();
    long tokens = in.readLong();
    double effectiveTokens = in.readDouble();
    double entropy = in.readDouble();
    double familiarity = in.readDouble();
    int parts = in.readInt();
    List<Recalled> recalled = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      recalled.add(new Recalled(in.readDouble(), readEvidence(in)));
    }
    int targets = in.readInt();
    List<Methods> methods = new ArrayList<>(targets);
    for (int i = 0; i < targets; i++) {
      methods.add(readMethods(in));
    }
    return new Answer(
        status,
        value,
        categories,
        interval,
        memoryError,
        extrapolates,
        tokens,
        effectiveTokens,
        entropy,
        familiarity,
        recalled,
        methods,
        in.readLong());
  }

  private static void writeMethods(List<Method> methods, DataOutputView out) throws IOException {
    out.writeInt(methods.size());
    for (Method method : methods) {
      StringValue.writeString(method.name(), out);
      out.writeDouble(method.weight());
    }
  }

  private static Methods readMethods(DataInputView in) throws IOException {
    int count = in.readInt();
    List<Method> methods = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      methods.add(new Method(StringValue.readString(in), in.readDouble()));
    }
    return new Methods(methods);
  }

  public static void writeEvidence(Evidence evidence, DataOutputView out) throws IOException {
    out.writeDouble(evidence.tokens());
    Numbers.write(evidence.tag(), out);
    StringValue.writeString(evidence.ref(), out);
    out.writeLong(evidence.firstTime());
    out.writeLong(evidence.lastTime());
  }

  public static Evidence readEvidence(DataInputView in) throws IOException {
    return new Evidence(
        in.readDouble(),
        Numbers.readFloats(in),
        StringValue.readString(in),
        in.readLong(),
        in.readLong());
  }
}
