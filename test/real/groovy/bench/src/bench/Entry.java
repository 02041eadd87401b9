package bench;

import groovy.lang.Closure;
import java.io.Serializable;
import java.util.Map;

/** One line or block in a block: `timeout(time: 1, unit: 'HOURS')`, `steps { … }`. */
public final class Entry implements Serializable {
  private static final long serialVersionUID = 1;

  private final String name;
  private final Object[] args;

  Entry(String name, Object[] args) {
    this.name = name;
    this.args = args;
  }

  public String name() {
    return name;
  }

  /** The block, or null. */
  public Closure<?> body() {
    Object last = args.length == 0 ? null : args[args.length - 1];
    return last instanceof Closure ? (Closure<?>) last : null;
  }

  /** The first argument, or null. */
  public Object value() {
    return args.length == 0 ? null : args[0];
  }

  /** A named argument. */
  public Object named(String key) {
    return value() instanceof Map ? ((Map<?, ?>) value()).get(key) : null;
  }

  @Override
  public String toString() {
    return name + "(" + Text.plain(java.util.Arrays.asList(args)) + ")";
  }
}
