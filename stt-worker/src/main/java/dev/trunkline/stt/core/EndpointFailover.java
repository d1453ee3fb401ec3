// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.stt.core.TranscriptionAction.EndpointAnswered;
import dev.trunkline.stt.core.TranscriptionAction.EndpointFailed;

/** Which endpoint to prefer, and whether another can replace the one that failed. */
final class EndpointFailover {
  private static final int NONE = -1;

  private final int endpoints;
  private final PendingActions actions;
  private int inUse = NONE;
  private int preferred;
  private int stoppedMask;
  private int failuresInARow;

  EndpointFailover(int endpoints, PendingActions actions) {
    this.endpoints = endpoints;
    this.actions = actions;
  }

  /** The endpoint that the next connection should use. */
  int preferred() {
    return preferred;
  }

  /** The connection uses this endpoint, which need not be the preferred one. */
  void select(int endpoint) {
    inUse = endpoint;
  }

  /** The endpoint in use transcribed a segment; the first is preferred again. */
  void answered() {
    preferred = 0;
    stoppedMask = 0;
    failuresInARow = 0;
    actions.add(new EndpointAnswered());
  }

  /** The endpoint in use rejected a commit. */
  void commitRejected(ConnectionFailure failure) {
    actions.add(new EndpointFailed(failure.category(), false));
  }

  /** The connection failed. Returns the failure, with a better remedy if another endpoint can. */
  ConnectionFailure failed(ConnectionFailure failure) {
    return switch (failure.remedy()) {
      case WAIT_FOR_BREAKER -> failure;
      case STOP, BACK_OFF -> {
        actions.add(new EndpointFailed(failure.category(), true));
        yield inUse == NONE ? failure : switchEndpoint(failure);
      }
      // These say nothing about the endpoint.
      case RETRY_COMMIT, WAIT_FOR_SPEECH, RECONNECT_NOW, SLOW_DOWN -> {
        actions.add(new EndpointFailed(failure.category(), false));
        yield failure;
      }
    };
  }

  private ConnectionFailure switchEndpoint(ConnectionFailure failure) {
    int failed = inUse;
    inUse = NONE;
    if (failure.remedy() == Remedy.STOP) {
      stoppedMask |= 1 << failed;
    }
    int other = (failed + 1) % endpoints;
    if (other == failed || (stoppedMask & 1 << other) != 0) {
      return failure;
    }
    preferred = other;
    return failure.with(++failuresInARow == 1 ? Remedy.RECONNECT_NOW : Remedy.BACK_OFF);
  }
}
