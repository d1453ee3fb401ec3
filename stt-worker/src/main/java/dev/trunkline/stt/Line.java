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

  /** Says goodbye after what was sent. */
  void close();

  /** Breaks the connection at once. */
  void drop();
}
