package dev.trunkline.gateway.webhook;

/**
 * What the webhook promised about a media stream before it was opened.
 *
 * @param from the caller, as Twilio names it; empty if unknown
 * @param to who was called; empty if unknown
 * @param resumed true if the call had a stream before
 */
public record StreamTicket(String callSid, String from, String to, boolean resumed) {}
