// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import dev.trunkline.events.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;

/** The Javadoc of the sources in one directory, as CommonMark. Read by the JDK's own parser. */
final class SourceComments {
  private final Map<String, String> comments = new HashMap<>();

  private SourceComments() {}

  static SourceComments in(Path directory) {
    var compiler = requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
    var found = new SourceComments();
    try (var files = compiler.getStandardFileManager(null, null, null);
        var sources = Files.list(directory)) {
      var units = files.getJavaFileObjectsFromPaths(sources.filter(Files::isRegularFile).toList());
      var task = (JavacTask) compiler.getTask(null, files, null, null, null, units);
      var scanner = found.new Scanner(DocTrees.instance(task));
      task.parse().forEach(unit -> scanner.scan(unit, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The type's Javadoc. */
  Optional<String> of(Class<?> type) {
    return find(type.getSimpleName());
  }

  /** The Javadoc of a record component, an interface method or an enum constant. */
  Optional<String> of(Class<?> type, String member) {
    return find(type.getSimpleName() + "." + member);
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(comments.get(name));
  }

  private final class Scanner extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final Deque<String> types = new ArrayDeque<>();

    Scanner(DocTrees docs) {
      this.docs = docs;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
      types.push(type.getSimpleName().toString());
      note(types.element());
      super.visitClass(type, null);
      types.pop();
      return null;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      note(types.element() + "." + method.getName());
      return null;
    }

    @Override
    public Void visitVariable(VariableTree variable, Void unused) {
      note(types.element() + "." + variable.getName());
      return null;
    }

    private void note(String name) {
      DocCommentTree comment = docs.getDocCommentTree(getCurrentPath());
      if (comment == null) {
        return;
      }
      comments.put(name, text(comment.getFullBody()));
      for (DocTree tag : comment.getBlockTags()) {
        if (tag instanceof ParamTree param) {
          comments.put(name + "." + param.getName(), text(param.getDescription()));
        }
      }
    }
  }

  private static String text(List<? extends DocTree> trees) {
    String text =
        trees.stream()
            .map(SourceComments::text)
            .collect(joining())
            .strip()
            .replaceAll("\\s*\\v\\s*", " ")
            .replaceAll(" ?¶ ?", "\n\n");
    String stop = text.endsWith(".") ? "" : ".";
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + stop;
  }

  private static String text(DocTree tree) {
    return switch (tree) {
      case TextTree words -> words.getBody();
      case LiteralTree code -> "`" + code.getBody().getBody().strip() + "`";
      case LinkTree link -> "`" + nameInJson(link.getReference().getSignature()) + "`";
      case StartElementTree paragraph when paragraph.getName().contentEquals("p") -> "¶";
      case StartElementTree _, EndElementTree _ -> "";
      default -> tree.toString();
    };
  }

  /** {@code TurnEvent.TurnRequested} is turn-requested, {@code #mediaMs} is mediaMs. */
  private static String nameInJson(String reference) {
    String name = reference.replaceAll(".*[.#]", "");
    return Contract.all()
        .flatMap(contract -> contract.types().stream())
        .filter(type -> type.getSimpleName().equals(name))
        .map(EventCodec::typeName)
        .findAny()
        .orElse(name);
  }
}
