// SPDX-License-Identifier: Apache-2.0
package dev.trunkline.events.contract;

import static java.util.Objects.requireNonNull;

import dev.trunkline.events.Event;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events filled with every kind of value, the same in every run. */
final class Samples {
  /** Enough for every constant, and for every optional field to be present and absent. */
  private static final int EACH = 50;

  private final Random random = new Random(1);

  private Samples() {}

  static <E extends Event> Stream<E> of(Class<E> type) {
    var samples = new Samples();
    return IntStream.range(0, EACH).mapToObj(_ -> samples.instance(type));
  }

  private <T> T instance(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      var constructor =
          type.getDeclaredConstructor(
              Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(
          Stream.of(components).map(each -> value(each.getAnnotatedType())).toArray());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private @Nullable Object value(AnnotatedType type) {
    boolean leaveOut = type.isAnnotationPresent(Nullable.class) && random.nextBoolean();
    return leaveOut ? null : value(type.getType());
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType list) {
      Type of = list.getActualTypeArguments()[0];
      return Stream.generate(() -> value(of)).limit(random.nextInt(3)).toList();
    }
    var one = (Class<?>) type;
    if (one == String.class) {
      return oneOf("", "Zoë said “hi”.", "line\nbreak \\ and \"quotes\"", "CA0123");
    } else if (one == int.class || one == Integer.class) {
      return oneOf(0, 7, Integer.MAX_VALUE);
    } else if (one == long.class || one == Long.class) {
      return oneOf(0L, 1_795_000_000_000L, Long.MAX_VALUE);
    } else if (one == double.class || one == Double.class) {
      return oneOf(0.0, 0.25, 1.0);
    } else if (one == boolean.class || one == Boolean.class) {
      return random.nextBoolean();
    } else if (one.isEnum()) {
      return oneOf(requireNonNull(one.getEnumConstants()));
    } else {
      return instance(one);
    }
  }

  private Object oneOf(Object... values) {
    return values[random.nextInt(values.length)];
  }
}
