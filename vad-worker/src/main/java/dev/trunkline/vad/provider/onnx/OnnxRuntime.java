// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.vad.provider.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.concurrent.CompletableFuture;

/**
 * Starts ONNX Runtime on a thread with a deep stack. Version 1.29.0 recurses over the process's
 * command line while it starts: with the JVM's default stack of 1 MB, a line of about 4,000
 * characters (a long class path) ends the process with a segmentation fault and no error file.
 *
 * <p>Its telemetry is switched off. {@code ORT_DISABLE_TELEMETRY=1}, which the images and {@code
 * ./trunkline} set, also keeps it from preparing telemetry at its start.
 */
public final class OnnxRuntime {
  private static final long STACK_BYTES = 64L * 1024 * 1024;

  private OnnxRuntime() {}

  /**
   * Options for sessions of small models: one thread each, because more threads would only spin.
   * More throughput comes from more sessions.
   */
  public static OrtSession.SessionOptions oneThread() throws OrtException {
    var options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.addConfigEntry("session.inter_op.allow_spinning", "0");
    return options;
  }

  /** The first line of the runtime's message about a failure. */
  public static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  /** The one runtime of the process. */
  public static OrtEnvironment environment() {
    var environment = new CompletableFuture<OrtEnvironment>();
    Thread.ofPlatform()
        .name("onnx-start")
        .stackSize(STACK_BYTES)
        .start(() -> {
          try {
            OrtEnvironment started = OrtEnvironment.getEnvironment();
            started.setTelemetry(false);
            environment.complete(started);
          } catch (Throwable e) {
            environment.completeExceptionally(e);
          }
        });
    return environment.join();
  }
}
