package org.streamrecall.flink.salt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.attention.PartialRecollection;
import org.streamrecall.flink.serial.Numbers;
import org.streamrecall.flink.serial.PredictionCodec;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.PartialAnswer;

/** What a shard says, in bytes. */
final class PartialAnswers {
  private PartialAnswers() {}

  static void write(PartialAnswer value, DataOutputView out) throws IOException {
    out.writeLong(value.tokens());
    out.writeDouble(value.mass());
    out.writeLong(value.lastTime());
    out.writeBoolean(value.exact());
    Numbers.write(value.contentMass(), out);
    out.writeDouble(value.near());
    out.writeInt(value.heads().size());
    for (PartialRecollection head : value.heads()) {
      out.writeDouble(head.logMass());
      Numbers.write(head.value(), out);
      out.writeDouble(head.entropy());
      out.writeDouble(head.effectiveTokens());
      out.writeDouble(head.memoryError());
      out.writeDouble(head.largest());
      Numbers.write(head.moments(), out);
      out.writeDouble(head.keptSquares());
    }
    out.writeInt(value.evidence().size());
    for (int i = 0; i < value.evidence().size(); i++) {
      PredictionCodec.writeEvidence(value.evidence().get(i), out);
      Numbers.write(value.shares()[i], out);
    }
  }

  static PartialAnswer read(DataInputView in) throws IOException {
    long tokens = in.readLong();
    double mass = in.readDouble();
    long lastTime = in.readLong();
    boolean exact = in.readBoolean();
    double[] contentMass = Numbers.readDoubles(in);
    double near = in.readDouble();
    List<PartialRecollection> heads = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      heads.add(
          new PartialRecollection(
              in.readDouble(),
              Numbers.readDoubles(in),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              Numbers.readDoubles(in),
              in.readDouble()));
    }
    int parts = in.readInt();
    List<Evidence> evidence = new ArrayList<>();
    double[][] shares = new double[parts][];
    for (int i = 0; i < parts; i++) {
      evidence.add(PredictionCodec.readEvidence(in));
      shares[i] = Numbers.readDoubles(in);
    }
    return new PartialAnswer(
        tokens, mass, lastTime, exact, contentMass, near, heads, evidence, shares);
  }
}
