// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.broker;

import dev.trunkline.runtime.settings.Component;
import dev.trunkline.runtime.settings.InvalidSetting;
import dev.trunkline.runtime.settings.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A KRaft node (broker and controller) on 127.0.0.1, for one machine only, alone or with others
 * beside it. Its directory may be kept: the same calls are there after a restart. Group timings are
 * those of the speech path, so that a dead worker's calls move within about two seconds (a broker's
 * defaults take 45).
 */
public final class EmbeddedBroker implements AutoCloseable {
  /** Where it keeps its topics, in a directory {@code kafka} below. */
  public static final Setting<Path> DATA_DIR =
      Setting.path("BROKER_DATA_DIR", "data")
          .meaning(
              "Where the broker of `./trunkline run` and `./trunkline broker` keeps its topics.")
          .reason("Another disk, or a second broker on this machine.")
          .readBy(Component.BROKER);

  /** Where clients find it. */
  public static final Setting<Integer> PORT =
      Setting.integer("BROKER_PORT", 9092, 0, 65_535)
          .meaning("Port of that broker, 0 for a free one.")
          .reason("The port is taken.")
          .readBy(Component.BROKER);

  /** Of several nodes: all must have the same, and they find each other by their ports alone. */
  private static final String CLUSTER = new Uuid(0x7472756e6bL, 1).toString();

  private static final Set<String> LISTS =
      Set.of("listeners", "advertised.listeners", "listener.security.protocol.map");

  private final int port;
  private final KafkaRaftServer server;
  private final OwnDirectory directory;

  private EmbeddedBroker(int port, KafkaRaftServer server, OwnDirectory directory) {
    this.port = port;
    this.server = server;
    this.directory = directory;
  }

  /**
   * Starts a broker and returns when it serves.
   *
   * @param directory where its log is, or will be
   * @param port where clients find it; 0 for a free one
   * @throws InvalidSetting if the directory cannot be used or the port is taken
   */
  public static EmbeddedBroker start(Path directory, int port) {
    return start(directory, port, Map.of());
  }

  /**
   * The same with broker properties on top, e.g. an authoriser; {@code listeners} and {@code
   * advertised.listeners} are added to those it has.
   */
  public static EmbeddedBroker start(Path directory, int port, Map<String, String> more) {
    return start(directory, port, BrokerNode.alone(), more);
  }

  /**
   * The same for one node of a cluster; it does not serve before most of the others are there.
   *
   * @throws InvalidSetting as above
   */
  public static EmbeddedBroker start(
      Path directory, int port, BrokerNode node, Map<String, String> more) {
    OwnDirectory own = lock(directory);
    boolean started = false;
    try {
      EmbeddedBroker broker = start(own, directory, port, node, more);
      started = true;
      return broker;
    } finally {
      if (!started) {
        own.close();
      }
    }
  }

  private static OwnDirectory lock(Path directory) {
    try {
      return OwnDirectory.lock(directory);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static InvalidSetting unusable(Path directory, Exception cause) {
    return new InvalidSetting(
        DATA_DIR.name(),
        "names " + directory + ", where the broker cannot start (" + cause.getMessage() + ")",
        "see to its rights and free space, or set another directory");
  }

  private static EmbeddedBroker start(
      OwnDirectory own, Path directory, int port, BrokerNode node, Map<String, String> more) {
    int listen = port == 0 ? FreePort.find() : requireFree(port);
    Map<String, Object> properties = properties(directory, listen, node);
    more.forEach((name, value) ->
        properties.merge(
            name, value, (had, added) -> LISTS.contains(name) ? had + "," + added : added));
    try {
      format(directory, node);
      var server =
          new KafkaRaftServer(KafkaConfig.fromProps(asProperties(properties)), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(listen, server, own);
    } catch (Exception e) {
      throw unusable(directory, e);
    }
  }

  /** Where clients find it. */
  public int port() {
    return port;
  }

  /** For {@code KAFKA_BOOTSTRAP_SERVERS}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    directory.close();
  }

  private static void format(Path directory, BrokerNode node) throws Exception {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setClusterId(node.brokers() == 1 ? Uuid.randomUuid().toString() : CLUSTER)
        .setNodeId(node.id())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(directory.toString())
        .addDirectory(directory.toString())
        .run();
  }

  private static Map<String, Object> properties(Path directory, int port, BrokerNode node) {
    int replicas = BrokerNode.replicas(node.brokers());
    int inSync = replicas / 2 + 1;
    var p = new HashMap<String, Object>();
    p.put("node.id", node.id());
    p.put("process.roles", "broker,controller");
    p.put("log.dirs", directory.toString());
    p.put(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + node.controller());
    p.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
    p.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "BROKER");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("controller.quorum.voters", node.voters());
    p.put("default.replication.factor", replicas);
    p.put("min.insync.replicas", inSync);
    p.put("auto.create.topics.enable", "false");
    for (String internal :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      p.put(internal + ".replication.factor", replicas);
      p.put(internal + ".num.partitions", 1);
    }
    p.put("transaction.state.log.min.isr", inSync);
    p.put("share.coordinator.state.topic.min.isr", inSync);
    // A machine of two cores, not a cluster.
    p.put("num.network.threads", 2);
    p.put("num.io.threads", 2);
    p.put("background.threads", 2);
    // After a kill the node takes itself for another one that is alive, until this has passed; the
    // default of 9 s is for machines that cannot see each other.
    p.put("broker.heartbeat.interval.ms", 250);
    p.put("broker.session.timeout.ms", 4_000);
    if (node.brokers() > 1) {
      // Until a dead broker counts as dead no record is written that it should have a copy of.
      p.put("broker.session.timeout.ms", 2_000);
      p.put("controller.quorum.fetch.timeout.ms", 1_000);
      p.put("controller.quorum.election.timeout.ms", 500);
    }
    p.put("log.cleaner.dedupe.buffer.size", 2 * 1024 * 1024);
    // Only full segments are compacted, and all of it is read at the start: a broker (4.3.1) that
    // loses and regains the partition meanwhile takes the first reading's end for the second's, and
    // forgets its groups. With the default of 100 MiB nothing would be compacted for hours.
    p.put("offsets.topic.segment.bytes", 1024 * 1024);
    // Only full segments are written to the disk for sure. What is in others a killed broker reads
    // from the first record to the last before it leads a partition: up to 1 GiB of each.
    p.put("log.segment.bytes", 8 * 1024 * 1024);
    p.putAll(groupTimings());
    return p;
  }

  /**
   * The broker properties with which a dead worker's calls move within about two seconds, for
   * brokers started elsewhere.
   */
  public static Map<String, Object> groupTimings() {
    var p = new HashMap<String, Object>();
    p.put("group.initial.rebalance.delay.ms", 0);
    p.put("group.min.session.timeout.ms", 1_000);
    for (String protocol : new String[] {"group.consumer.", "group.streams."}) {
      // Survivors learn of their share with their next heartbeat, and the sooner one follows the
      // other, the shorter the session that tells a process that stands still for 1.5 s from a dead
      // one.
      p.put(protocol + "min.heartbeat.interval.ms", 100);
      p.put(protocol + "heartbeat.interval.ms", 100);
      p.put(protocol + "min.session.timeout.ms", 1_000);
      p.put(protocol + "session.timeout.ms", 1_800);
      p.put(protocol + "min.assignment.interval.ms", 0);
      p.put(protocol + "assignment.interval.ms", 0);
    }
    p.put("group.streams.initial.rebalance.delay.ms", 0);
    return p;
  }

  /**
   * Broker properties with which it also listens at {@code port}, and tells clients there that it
   * is at {@code proxy}.
   */
  public static Map<String, String> proxied(int port, int proxy) {
    return Map.of(
        "listeners", "PROXIED://127.0.0.1:" + port,
        "advertised.listeners", "PROXIED://127.0.0.1:" + proxy,
        "listener.security.protocol.map", "PROXIED:PLAINTEXT");
  }

  private static Properties asProperties(Map<String, Object> values) {
    var properties = new Properties();
    values.forEach((name, value) -> properties.put(name, value.toString()));
    return properties;
  }

  private static int requireFree(int port) {
    if (!FreePort.isFree(port)) {
      throw new InvalidSetting(
          PORT.name(), "names port " + port + ", which is in use", "set another port");
    }
    return port;
  }
}
