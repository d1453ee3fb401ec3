package dev.trunkline.dialog.conversation;

import dev.trunkline.common.event.ReplyEvent.NextStep;

/**
 * What is to be done with the call once a turn has been heard.
 *
 * @param turn the turn that announces it
 * @param underWay true once the gateway has been asked; then the stream ends, and the call either
 *     comes back on another one or does not
 */
public record Errand(int turn, NextStep step, boolean underWay) {}
