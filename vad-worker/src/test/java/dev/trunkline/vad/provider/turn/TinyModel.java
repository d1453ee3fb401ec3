// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trunkline.vad.provider.onnx.ModelFile;
import java.io.ByteArrayOutputStream;

/**
 * Models with the interface of Smart Turn but without its weights, encoded as ONNX (protocol
 * buffers) here: the mean of all features through one function. Field numbers are those of {@code
 * onnx.proto}.
 */
public final class TinyModel {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private TinyModel() {}

  /** Returns sigmoid(mean of the features). */
  public static ModelFile sigmoidOfMean() {
    return model("ReduceMean", "Sigmoid", "input_features", 80, 800);
  }

  /** Returns the highest feature, at least 0: 0 for silence, above 1 for a sound. */
  static ModelFile highest() {
    return model("ReduceMax", "Relu", "input_features", 80, 800);
  }

  /** Returns the mean itself, which is below 0 for silence. */
  static ModelFile logit() {
    return model("ReduceMean", "Identity", "input_features", 80, 800);
  }

  static ModelFile withInputNamed(String name) {
    return model("ReduceMean", "Sigmoid", name, 80, 800);
  }

  static ModelFile ofShape(int bands, int frames) {
    return model("ReduceMean", "Sigmoid", "input_features", bands, frames);
  }

  /** Returns a number for every feature. */
  static ModelFile withManyOutputs() {
    Message graph = new Message();
    graph.put(1, node("Sigmoid", "input_features", "probability"));
    return file(graph, "input_features", FLOAT, 80, 800);
  }

  static ModelFile withIntegerInput() {
    Message graph = new Message();
    graph.put(1, node("Cast", "ids", "floats").put(5, castToFloat()));
    graph.put(1, node("ReduceMean", "floats", "mean"));
    graph.put(1, node("Sigmoid", "mean", "probability"));
    return file(graph, "ids", INT64, 80, 800);
  }

  private static ModelFile model(
      String reduction, String function, String input, int bands, int frames) {
    Message graph = new Message();
    graph.put(1, node(reduction, input, "number"));
    graph.put(1, node(function, "number", "probability"));
    return file(graph, input, FLOAT, bands, frames);
  }

  private static ModelFile file(Message graph, String input, int type, int bands, int frames) {
    graph.put(2, "tiny");
    Message shape = new Message();
    shape.put(1, new Message().put(2, "batch"));
    shape.put(1, new Message().put(1, bands));
    shape.put(1, new Message().put(1, frames));
    graph.put(11, value(input, new Message().put(1, type).put(2, shape)));
    graph.put(12, value("probability", new Message().put(1, FLOAT)));
    Message model = new Message();
    model.put(1, IR_VERSION);
    model.put(7, graph);
    model.put(8, new Message().put(1, "").put(2, OPSET));
    return new ModelFile(model.bytes(), "tiny.onnx");
  }

  private static Message node(String operator, String input, String output) {
    return new Message().put(1, input).put(2, output).put(4, operator);
  }

  private static Message castToFloat() {
    return new Message().put(1, "to").put(3, FLOAT).put(20, 2);
  }

  private static Message value(String name, Message tensor) {
    return new Message().put(1, name).put(2, new Message().put(1, tensor));
  }

  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Message put(int field, int value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Message put(int field, String text) {
      return put(field, text.getBytes(UTF_8));
    }

    Message put(int field, Message message) {
      return put(field, message.bytes());
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }

    private Message put(int field, byte[] value) {
      varint((field << 3) | 2);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }

    private void varint(int value) {
      int rest = value;
      while (rest >= 0x80) {
        bytes.write((rest & 0x7F) | 0x80);
        rest >>>= 7;
      }
      bytes.write(rest);
    }
  }
}
