package org.streamrecall.flink.salt;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.streamrecall.flink.Forget;
import org.streamrecall.flink.Question;
import org.streamrecall.flink.RecallInput;
import org.streamrecall.flink.ShardAsk;
import org.streamrecall.flink.Tell;

/** Addresses tokens to one shard of their context, questions and what forgets to all of them. */
public record Spread(Salting salting) implements FlatMapFunction<RecallInput, RecallInput> {
  @Override
  public void flatMap(RecallInput input, Collector<RecallInput> out) {
    String context = input.context();
    if (input instanceof Tell tell) {
      out.collect(new Tell(salting.key(context, salting.salt(tell)), tell.atom(), tell.origin()));
    } else if (input instanceof Question question) {
      int salts = salting.salts(context);
      for (int salt = 0; salt < salts; salt++) {
        out.collect(new ShardAsk(salting.key(context, salt), salt, salts, question.ask()));
      }
    } else if (input instanceof Forget forget) {
      for (int salt = 0; salt < salting.salts(context); salt++) {
        out.collect(new Forget(salting.key(context, salt), forget.time()));
      }
    } else {
      out.collect(input);
    }
  }
}
