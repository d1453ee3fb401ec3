// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.twiml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call's documents make it do, one step after the other. Knows no time and no network: the
 * caller performs each step and tells the result. One thread.
 */
public final class TwimlRun {
  private final int maxRedirects;
  private final boolean failedStreamEndsCall;
  private List<Verb> verbs = List.of();
  private int position;
  private int redirects;
  private boolean answered;
  private @Nullable Verb current;

  /**
   * A run without a document.
   *
   * @param maxRedirects so many documents may only send on to the next
   * @param answered whether the call is answered already, so that it cannot be rejected
   */
  public TwimlRun(int maxRedirects, boolean failedStreamEndsCall, boolean answered) {
    this.maxRedirects = maxRedirects;
    this.failedStreamEndsCall = failedStreamEndsCall;
    this.answered = answered;
  }

  /** Continues with {@code document} from its top. */
  public TwimlStep load(TwimlDocument document) {
    verbs = document.verbs();
    position = 0;
    current = null;
    return next(new VerbResult.Loaded());
  }

  /** The step after the one whose result this is. */
  public TwimlStep next(VerbResult result) {
    Optional<TwimlStep> action = current == null ? Optional.empty() : action(current, result);
    return action.orElseGet(this::nextVerb);
  }

  /** Whether anything has been performed that answers a call. */
  public boolean isAnswered() {
    return answered;
  }

  private TwimlStep nextVerb() {
    if (position == verbs.size()) {
      return new TwimlStep.End(TwimlStep.Ending.HANG_UP);
    }
    Verb verb = verbs.get(position++);
    current = verb;
    return switch (verb) {
      case Verb.Reject reject -> reject(reject);
      case Verb.Hangup _ -> {
        answered = true;
        yield new TwimlStep.End(TwimlStep.Ending.HANG_UP);
      }
      case Verb.Redirect redirect -> fetchOn(redirect);
      case Verb.Say say -> perform(say);
      case Verb.Play play -> perform(play);
      case Verb.Pause pause -> perform(pause);
      case Verb.Gather gather -> perform(gather);
      case Verb.Dial dial -> perform(dial);
      case Verb.Connect connect -> perform(connect);
      case Verb.Start start -> perform(start);
    };
  }

  private TwimlStep perform(Verb verb) {
    answered = true;
    redirects = 0;
    return new TwimlStep.Perform(verb);
  }

  private TwimlStep reject(Verb.Reject reject) {
    if (answered) {
      return new TwimlStep.End(TwimlStep.Ending.HANG_UP);
    }
    return new TwimlStep.End(reject.busy() ? TwimlStep.Ending.BUSY : TwimlStep.Ending.REJECTED);
  }

  private TwimlStep fetchOn(Verb.Redirect redirect) {
    if (++redirects > maxRedirects) {
      return new TwimlStep.Lost();
    }
    return new TwimlStep.Fetch(redirect.url(), redirect.method(), Map.of());
  }

  /** What a verb's end asks for before the next verb has its turn. */
  private Optional<TwimlStep> action(Verb verb, VerbResult result) {
    if (result instanceof VerbResult.StreamFailed && failedStreamEndsCall) {
      return Optional.of(new TwimlStep.End(TwimlStep.Ending.HANG_UP));
    }
    return switch (verb) {
      case Verb.Connect connect -> request(connect.action(), connect.method(), Map.of());
      case Verb.Dial dial ->
          request(
              dial.action(),
              dial.method(),
              result instanceof VerbResult.Dialled dialled ? dialled.fields() : Map.of());
      case Verb.Gather gather -> gathered(gather, result);
      case Verb.Reject _ -> Optional.empty();
      case Verb.Say _ -> Optional.empty();
      case Verb.Play _ -> Optional.empty();
      case Verb.Pause _ -> Optional.empty();
      case Verb.Hangup _ -> Optional.empty();
      case Verb.Redirect _ -> Optional.empty();
      case Verb.Start _ -> Optional.empty();
    };
  }

  private static Optional<TwimlStep> request(
      Optional<String> action, HttpMethod method, Map<String, String> fields) {
    return action.map(url -> new TwimlStep.Fetch(url, method, fields));
  }

  private static Optional<TwimlStep> gathered(Verb.Gather gather, VerbResult result) {
    Map<String, String> fields =
        result instanceof VerbResult.Gathered gathered ? gathered.fields() : Map.of();
    if (fields.isEmpty() && !gather.actionOnEmptyResult()) {
      return Optional.empty();
    }
    return Optional.of(new TwimlStep.Fetch(gather.action().orElse(""), gather.method(), fields));
  }
}
