package dev.trunkline.common.event;

/**
 * What a gateway must do with a call it holds. Topic {@code gateway.<id>}, beside the audio. A
 * command for a call that the gateway does not hold is counted and dropped.
 */
public sealed interface GatewayCommand extends Event {

  /**
   * Stop playing now, drop everything of turns below {@code floor}, and report what was heard
   * ({@link PlaybackEvent.PlaybackInterrupted}). Repeating it does nothing more.
   *
   * @param floor the lowest turn that may still be heard
   */
  record Interrupt(String callSid, int floor, long atMs) implements GatewayCommand {}

  /**
   * Play what is queued up to and including {@code afterTurn}, then end the call.
   *
   * @param afterTurn the last turn that the caller shall hear
   */
  record HangUp(String callSid, int afterTurn, long atMs) implements GatewayCommand {}
}
