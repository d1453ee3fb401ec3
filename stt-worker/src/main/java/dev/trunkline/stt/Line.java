// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.stt;

/**
 * The way to Scribe: at most one connection at a time. Nothing here blocks, and what is sent
 * without a connection is dropped.
 */
interface Line {
  /** Begins to open a connection; its events come back with this number. */
  void open(int connection);

  /** Sends µ-law, 8 kHz. */
  void send(byte[] ulaw);

  /** Ends the segment after the audio sent so far. */
  void commit();

  /** What was sent and is not yet on its way, in bytes. */
  long queuedBytes();

  /** The session has started. */
  void live();

  /** The provider gave the words of a segment. */
  void answered();

  /** The last commit was not taken; the connection may live on. */
  void refused(Failure failure);

  /**
   * The connection is of no more use. What is to be done about it may be better than with one
   * provider: another can be asked, and perhaps at once.
   */
  Failure failed(Failure failure);

  /** Says goodbye after what was sent. */
  void close();

  /** Breaks the connection at once. */
  void drop();
}
