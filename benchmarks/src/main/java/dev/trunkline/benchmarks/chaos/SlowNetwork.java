// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.benchmarks.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries what goes over connections as late as a long network does: everything by the same time,
 * and each piece by a little more, in its order. At first it is as fast as it can be.
 */
final class SlowNetwork implements ConnectionForwarder {
  private static final int PIECE_BYTES = 64 * 1024;

  /** Per direction; then the writer has to wait, as with a full window. */
  private static final int MAX_PIECES = 256;

  private volatile long delayNanos;
  private volatile long jitterNanos;

  /** From now on all that comes is {@code delayMs} late, and 0 to {@code jitterMs} more. */
  void delay(long delayMs, long jitterMs) {
    delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMs);
    jitterNanos = TimeUnit.MILLISECONDS.toNanos(jitterMs);
  }

  /** Bytes, and when they are there; none at the end. */
  private record Piece(byte[] bytes, long dueNanos) {}

  @Override
  public void carry(Socket from, Socket to) throws IOException {
    var inFlight = new LinkedBlockingQueue<Piece>(MAX_PIECES);
    Thread delivery = Thread.ofVirtual().name("slow-line").start(() -> deliver(inFlight, from, to));
    try {
      try {
        read(from.getInputStream(), inFlight);
      } finally {
        inFlight.put(new Piece(new byte[0], 0)); // What was said before a break arrives, too.
        delivery.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(InputStream in, BlockingQueue<Piece> inFlight)
      throws IOException, InterruptedException {
    var piece = new byte[PIECE_BYTES];
    long due = System.nanoTime();
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      due = Math.max(due, System.nanoTime() + late());
      inFlight.put(new Piece(Arrays.copyOf(piece, read), due));
    }
  }

  private long late() {
    long jitter = jitterNanos;
    return delayNanos + (jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(jitter));
  }

  private static void deliver(BlockingQueue<Piece> inFlight, Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      for (Piece piece = inFlight.take(); piece.bytes().length > 0; piece = inFlight.take()) {
        long early = piece.dueNanos() - System.nanoTime();
        if (early > 0) {
          LockSupport.parkNanos(early);
        }
        out.write(piece.bytes());
      }
    } catch (IOException e) {
      close(from);
      close(to);
      inFlight.clear(); // Whoever waits for room goes on, and sees that it is over.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
