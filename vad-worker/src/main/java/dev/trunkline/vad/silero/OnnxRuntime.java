package dev.trunkline.vad.silero;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletableFuture;

/**
 * Brings up ONNX Runtime on a thread with a deep stack. Version 1.29.0 recurses over the process's
 * command line while it starts: with the JVM's usual 1 MB of stack, a line of about 4,000
 * characters (a long class path) ends the process with a segmentation fault and no error file.
 */
final class OnnxRuntime {
  private static final long STACK_BYTES = 64L * 1024 * 1024;

  private OnnxRuntime() {}

  static OrtEnvironment environment() {
    var environment = new CompletableFuture<OrtEnvironment>();
    Thread.ofPlatform()
        .name("onnx-start")
        .stackSize(STACK_BYTES)
        .start(() -> {
          try {
            environment.complete(OrtEnvironment.getEnvironment());
          } catch (Throwable e) {
            environment.completeExceptionally(e);
          }
        });
    return environment.join();
  }
}
