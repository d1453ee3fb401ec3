package dev.trunkline.standalone.chaos;

/** What processes take of the machine. */
public record Usage(long megabytes, long threads) {
  static final Usage UNKNOWN = new Usage(0, 0);

  Usage plus(Usage other) {
    return new Usage(megabytes + other.megabytes, threads + other.threads);
  }
}
