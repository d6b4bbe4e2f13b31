package org.streamrecall.flink.serial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.streamrecall.events.Odd;
import org.streamrecall.events.Oddness;

/** How odd an event is: two numbers, then each target that was judged. */
final class OddnessCodec {
  private OddnessCodec() {}

  static void write(Oddness oddness, DataOutputView out) throws IOException {
    out.writeDouble(oddness.surprise());
    out.writeDouble(oddness.unlike());
    out.writeShort(oddness.targets().size());
    for (Odd odd : oddness.targets()) {
      out.writeShort(odd.target());
      out.writeDouble(odd.p());
      out.writeByte(odd.sign());
      out.writeDouble(odd.deviation());
      out.writeDouble(odd.anomaly());
      out.writeDouble(odd.actual());
      out.writeDouble(odd.expected());
      out.writeDouble(odd.low());
      out.writeDouble(odd.high());
    }
  }

  /** As it was written before anything but the surprise was known. */
  static Oddness readSurprise(DataInputView in) throws IOException {
    return new Oddness(in.readDouble(), Double.NaN, List.of());
  }

  static Oddness read(DataInputView in) throws IOException {
    double surprise = in.readDouble();
    double unlike = in.readDouble();
    int count = in.readShort();
    List<Odd> targets = new ArrayList<>(count);
    for (int t = 0; t < count; t++) {
      targets.add(
          new Odd(
              in.readShort(),
              in.readDouble(),
              in.readByte(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble()));
    }
    return new Oddness(surprise, unlike, targets);
  }
}
