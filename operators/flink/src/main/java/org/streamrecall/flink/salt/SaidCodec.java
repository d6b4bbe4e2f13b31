package org.streamrecall.flink.salt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.streamrecall.attention.PartialRecollection;
import org.streamrecall.flink.Codec;
import org.streamrecall.flink.serial.InputCodec;
import org.streamrecall.flink.serial.Numbers;
import org.streamrecall.flink.serial.Parts;
import org.streamrecall.flink.serial.PredictionCodec;
import org.streamrecall.measure.Evidence;
import org.streamrecall.model.PartialAnswer;
import org.streamrecall.model.Status;

/** What a shard says, in bytes. */
record SaidCodec() implements Codec<Said> {
  private static final InputCodec.Refusals REFUSALS = new InputCodec.Refusals();

  @Override
  public void write(Said value, DataOutputView out) throws IOException {
    Parts.writeOptional(value.ask(), InputCodec::writeAsk, out);
    out.writeInt(value.salt());
    out.writeInt(value.salts());
    StringValue.writeString(value.status().name(), out);
    Parts.writeAll(value.voices(), SaidCodec::writeVoice, out);
    Parts.writeOptional(value.shadow(), SaidCodec::writeAnswer, out);
    Parts.writeOptional(value.refused(), REFUSALS::write, out);
  }

  @Override
  public Said read(DataInputView in) throws IOException {
    return new Said(
        Parts.readOptional(InputCodec::readAsk, in),
        in.readInt(),
        in.readInt(),
        Status.valueOf(StringValue.readString(in)),
        Parts.readAll(from -> new Said.Voice(StringValue.readString(from), readAnswer(from)), in),
        Parts.readOptional(SaidCodec::readAnswer, in),
        Parts.readOptional(REFUSALS::read, in));
  }

  private static void writeVoice(Said.Voice voice, DataOutputView out) throws IOException {
    StringValue.writeString(voice.model(), out);
    writeAnswer(voice.answer(), out);
  }

  private static void writeAnswer(PartialAnswer value, DataOutputView out) throws IOException {
    out.writeLong(value.tokens());
    out.writeDouble(value.mass());
    out.writeLong(value.lastTime());
    out.writeBoolean(value.exact());
    Numbers.write(value.contentMass(), out);
    out.writeDouble(value.near());
    Parts.writeAll(value.heads(), SaidCodec::writeHead, out);
    out.writeInt(value.evidence().size());
    for (int i = 0; i < value.evidence().size(); i++) {
      PredictionCodec.writeEvidence(value.evidence().get(i), out);
      Numbers.write(value.shares()[i], out);
    }
  }

  private static PartialAnswer readAnswer(DataInputView in) throws IOException {
    long tokens = in.readLong();
    double mass = in.readDouble();
    long lastTime = in.readLong();
    boolean exact = in.readBoolean();
    double[] contentMass = Numbers.readDoubles(in);
    double near = in.readDouble();
    List<PartialRecollection> heads = Parts.readAll(SaidCodec::readHead, in);
    List<Evidence> evidence = new ArrayList<>();
    double[][] shares = new double[in.readInt()][];
    for (int i = 0; i < shares.length; i++) {
      evidence.add(PredictionCodec.readEvidence(in));
      shares[i] = Numbers.readDoubles(in);
    }
    return new PartialAnswer(
        tokens, mass, lastTime, exact, contentMass, near, heads, evidence, shares);
  }

  private static void writeHead(PartialRecollection head, DataOutputView out) throws IOException {
    out.writeDouble(head.logMass());
    Numbers.write(head.value(), out);
    out.writeDouble(head.entropy());
    out.writeDouble(head.effectiveTokens());
    out.writeDouble(head.memoryError());
    out.writeDouble(head.largest());
    Numbers.write(head.moments(), out);
    out.writeDouble(head.keptSquares());
  }

  private static PartialRecollection readHead(DataInputView in) throws IOException {
    return new PartialRecollection(
        in.readDouble(),
        Numbers.readDoubles(in),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        Numbers.readDoubles(in),
        in.readDouble());
  }
}
