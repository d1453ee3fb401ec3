// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.simulator.telephone.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * What waits to be written to the gateway. Caller audio has room for {@code mediaFrames}; when a
 * slow gateway fills it, further audio is refused. Everything else has its own room on top; when
 * even that is full, the gateway has long stopped reading.
 */
final class OutgoingQueue {
  private static final int ROOM_FOR_CONTROL = 4_096;
  private static final int BATCH = 16;

  /** Queued as the last thing: the writer is to end. No real frame is empty. */
  private static final byte[] END = {};

  private final ArrayBlockingQueue<byte[]> queue;
  private final int mediaFrames;

  OutgoingQueue(int mediaFrames) {
    this.mediaFrames = mediaFrames;
    queue = new ArrayBlockingQueue<>(mediaFrames + ROOM_FOR_CONTROL);
  }

  boolean hasRoomForMedia() {
    return queue.size() < mediaFrames;
  }

  boolean offer(byte[] frame) {
    return queue.offer(frame);
  }

  boolean offerEnd() {
    return queue.offer(END);
  }

  /** Forgets what waits. */
  void clear() {
    queue.clear();
  }

  /**
   * Writes until the end is met. Waits without a time limit, which for hundreds of virtual threads
   * fifty times a second is dear, because the end always comes: it is queued when the stream ends,
   * and if there is no room for it the socket is closed under this thread's writing.
   */
  void drainTo(StreamSocket socket) throws IOException, InterruptedException {
    List<byte[]> batch = new ArrayList<>(BATCH);
    while (true) {
      batch.add(queue.take());
      queue.drainTo(batch, BATCH - 1);
      for (byte[] frame : batch) {
        if (frame.length == 0) {
          socket.flush();
          return;
        }
        socket.write(frame);
      }
      socket.flush();
      batch.clear();
    }
  }
}
