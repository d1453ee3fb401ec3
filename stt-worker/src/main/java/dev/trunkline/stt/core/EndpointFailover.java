// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt.core;

import dev.trunkline.providers.Failover;
import dev.trunkline.stt.core.TranscriptionAction.EndpointAnswered;
import dev.trunkline.stt.core.TranscriptionAction.EndpointFailed;

/** Which endpoint to prefer, and whether another can replace the one that failed. */
final class EndpointFailover {
  private final Failover failover;
  private final PendingActions actions;
  private int inUse;

  EndpointFailover(int endpoints, PendingActions actions) {
    this.failover = new Failover(endpoints);
    this.actions = actions;
  }

  /** The endpoint that the next connection should use. */
  int preferred() {
    return failover.preferred();
  }

  /** The connection uses this endpoint, which need not be the preferred one. */
  void select(int endpoint) {
    inUse = endpoint;
  }

  /** The endpoint in use transcribed a segment. */
  void answered() {
    failover.succeeded();
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
        yield failure.with(
            switch (failover.failed(inUse, failure.remedy() == Remedy.STOP)) {
              case SWITCH_NOW -> Remedy.RECONNECT_NOW;
              case RETRY_LATER -> Remedy.BACK_OFF;
              case GIVE_UP -> Remedy.STOP;
            });
      }
      // These say nothing about the endpoint.
      case RETRY_COMMIT, WAIT_FOR_SPEECH, RECONNECT_NOW, SLOW_DOWN -> {
        actions.add(new EndpointFailed(failure.category(), false));
        yield failure;
      }
    };
  }
}
