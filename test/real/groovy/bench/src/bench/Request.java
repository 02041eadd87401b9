package bench;

import java.util.Map;

/** What a test asks for. */
final class Request {
  private final Map<String, Object> values;

  Request(Map<String, Object> values) {
    this.values = values;
  }

  String text(String key) {
    Object value = values.get(key);
    return value == null ? null : value.toString();
  }

  long number(String key, long without) {
    return values.get(key) instanceof Number ? ((Number) values.get(key)).longValue() : without;
  }

  /** False only where the test says so. */
  boolean allows(String key) {
    return !Boolean.FALSE.equals(values.get(key));
  }

  /** True only where the test says so. */
  boolean asks(String key) {
    return Boolean.TRUE.equals(values.get(key));
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> map(String key) {
    Object value = values.get(key);
    return value == null ? Map.of() : (Map<String, Object>) value;
  }
}
