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

  /** Goes on with {@code document} from its top. */
  public Step load(TwimlDocument document) {
    verbs = document.verbs();
    position = 0;
    current = null;
    return next(new Result.Loaded());
  }

  /** The step after the one whose result this is. */
  public Step next(Result result) {
    Optional<Step> action = current == null ? Optional.empty() : action(current, result);
    return action.orElseGet(this::nextVerb);
  }

  /** Whether anything has been performed that answers a call. */
  public boolean isAnswered() {
    return answered;
  }

  private Step nextVerb() {
    if (position == verbs.size()) {
      return new Step.End(Step.Ending.HANG_UP);
    }
    Verb verb = verbs.get(position++);
    current = verb;
    return switch (verb) {
      case Verb.Reject reject -> reject(reject);
      case Verb.Hangup _ -> {
        answered = true;
        yield new Step.End(Step.Ending.HANG_UP);
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

  private Step perform(Verb verb) {
    answered = true;
    redirects = 0;
    return new Step.Perform(verb);
  }

  private Step reject(Verb.Reject reject) {
    if (answered) {
      return new Step.End(Step.Ending.HANG_UP);
    }
    return new Step.End(reject.busy() ? Step.Ending.BUSY : Step.Ending.REJECTED);
  }

  private Step fetchOn(Verb.Redirect redirect) {
    if (++redirects > maxRedirects) {
      return new Step.Lost();
    }
    return new Step.Fetch(redirect.url(), redirect.method(), Map.of());
  }

  /** What a verb's end asks for before the next verb has its turn. */
  private Optional<Step> action(Verb verb, Result result) {
    if (result instanceof Result.StreamFailed && failedStreamEndsCall) {
      return Optional.of(new Step.End(Step.Ending.HANG_UP));
    }
    return switch (verb) {
      case Verb.Connect connect -> request(connect.action(), connect.method(), Map.of());
      case Verb.Dial dial ->
          request(
              dial.action(),
              dial.method(),
              result instanceof Result.Dialled dialled ? dialled.fields() : Map.of());
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

  private static Optional<Step> request(
      Optional<String> action, HttpMethod method, Map<String, String> fields) {
    return action.map(url -> new Step.Fetch(url, method, fields));
  }

  private static Optional<Step> gathered(Verb.Gather gather, Result result) {
    Map<String, String> fields =
        result instanceof Result.Gathered gathered ? gathered.fields() : Map.of();
    if (fields.isEmpty() && !gather.actionOnEmptyResult()) {
      return Optional.empty();
    }
    return Optional.of(new Step.Fetch(gather.action().orElse(""), gather.method(), fields));
  }
}
