// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The rights in the table of {@code docs/kafka.md}, row by row: {@code | service | operation |
 * topic or group | names |}. A name that ends with {@code *} is a prefix.
 */
final class DocumentedAcls {
  private static final Path DOCUMENT = Path.of("..", "docs", "kafka.md");
  private static final Pattern ROW =
      Pattern.compile("\\| ([a-z-]+) \\| ([A-Z, ]+) \\| (topic|group) \\| ([^|]+) \\|");

  private DocumentedAcls() {}

  /** All that is documented for {@code service}, as rights of the user of the same name. */
  static List<AclBinding> of(String service) throws IOException {
    var rights = new ArrayList<AclBinding>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher row = ROW.matcher(line.strip());
      if (row.matches() && row.group(1).equals(service)) {
        for (String name : row.group(4).replace("`", "").split(",", -1)) {
          for (String operation : row.group(2).split(",", -1)) {
            rights.add(right(service, operation.strip(), row.group(3), name.strip()));
          }
        }
      }
    }
    return rights;
  }

  /** The same right for another user. */
  static AclBinding as(String user, AclBinding right) {
    AccessControlEntry entry = right.entry();
    return new AclBinding(
        right.pattern(),
        new AccessControlEntry(
            "User:" + user, entry.host(), entry.operation(), entry.permissionType()));
  }

  private static AclBinding right(String user, String operation, String type, String name) {
    boolean prefix = name.endsWith("*");
    var resource =
        new ResourcePattern(
            type.equals("topic") ? ResourceType.TOPIC : ResourceType.GROUP,
            prefix ? name.substring(0, name.length() - 1) : name,
            prefix ? PatternType.PREFIXED : PatternType.LITERAL);
    return new AclBinding(
        resource,
        new AccessControlEntry(
            "User:" + user, "*", AclOperation.valueOf(operation), AclPermissionType.ALLOW));
  }
}
