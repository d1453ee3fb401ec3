// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone;

import dev.trunkline.simulator.telephone.debugger.Debugger;
import dev.trunkline.simulator.telephone.media.CallerLine;
import dev.trunkline.simulator.telephone.record.Recording;
import dev.trunkline.simulator.telephone.webhook.CallIdentity;
import dev.trunkline.simulator.telephone.webhook.CallProgress;
import dev.trunkline.simulator.telephone.webhook.Callbacks;
import java.util.Optional;

/** What one call consists of. */
record CallParts(
    TelephoneSettings settings,
    CallRequest request,
    CallIdentity identity,
    CallState state,
    CallSignals signals,
    Debugger debugger,
    Recording recording,
    CallerLine line,
    CallMediaStreams streams,
    CallRunner runner,
    Callbacks callbacks,
    Optional<CallProgress> progress,
    ListenerDispatcher listening) {}
