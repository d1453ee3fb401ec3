package dev.trunkline.standalone.ledger;

/**
 * A call as the simulated telephone had it.
 *
 * @param audioMs how long its line was open; longer than our stream if the call is transferred, or
 *     ends with words of the telephone company's voice
 * @param utterances how many sentences the caller spoke to their end
 */
public record CallerLog(String callSid, long audioMs, int utterances) {}
