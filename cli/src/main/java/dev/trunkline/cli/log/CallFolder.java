// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.cli.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A call's records in a directory: {@code events.jsonl}, one record a line by time, and {@code
 * call.json}, which says what they are.
 */
public final class CallFolder {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String RECORDS = "events.jsonl";
  private static final String ABOUT = "call.json";

  private CallFolder() {}

  /** Writes both files; the directory is made if it is missing. */
  public static void write(CallLog call, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.write(directory.resolve(RECORDS), call.records().stream().map(RecordLine::of).toList());
    Map<String, Object> about = new TreeMap<>();
    about.put("callSid", call.callSid());
    about.put("gone", call.gone().stream().sorted().toList());
    about.put("records", new TreeMap<>(call.counts()));
    Files.writeString(directory.resolve(ABOUT), JSON.writeValueAsString(about) + "\n");
  }

  /**
   * Reads them again.
   *
   * @throws IOException if they are not there or not what {@link #write} makes; it names the file
   */
  public static CallLog read(Path directory) throws IOException {
    JsonNode about = JSON.readTree(directory.resolve(ABOUT).toFile());
    var gone = new HashSet<String>();
    about.path("gone").forEach(topic -> gone.add(topic.asText()));
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    Path file = directory.resolve(RECORDS);
    for (String line : Files.readAllLines(file)) {
      try {
        records.add(RecordLine.read(line));
      } catch (IOException e) {
        throw new IOException(file + " line " + (records.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return new CallLog(about.path("callSid").asText(), records, gone);
  }

  /** The directories below {@code suite}, or itself, that hold a call; in order of their names. */
  public static List<Path> suite(Path suite) throws IOException {
    try (Stream<Path> tree = Files.walk(suite)) {
      return tree.filter(file -> file.endsWith(ABOUT) && Files.exists(file.resolveSibling(RECORDS)))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }
}
