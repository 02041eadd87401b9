package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Values as the answer shows them. */
final class Text {
  private Text() {}

  static String of(Throwable problem) {
    Throwable deepest = problem;
    while (deepest.getCause() != null && deepest instanceof RuntimeException) deepest = deepest.getCause();
    return deepest.getClass().getSimpleName() + ": " + deepest.getMessage();
  }

  /** Plain strings, lists and maps, without GStrings. */
  static Object plain(Object value) {
    if (value instanceof CharSequence) return value.toString();
    if (value instanceof List) {
      List<Object> list = new ArrayList<>();
      for (Object each : (List<?>) value) list.add(plain(each));
      return list;
    }
    if (value instanceof Map) {
      Map<String, Object> map = new java.util.LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, each) -> map.put(String.valueOf(key), plain(each)));
      return map;
    }
    if (value == null || value instanceof Number || value instanceof Boolean) return value;
    return value.toString();
  }
}
