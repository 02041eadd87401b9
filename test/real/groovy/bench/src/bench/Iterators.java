package bench;

import java.io.Serializable;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Groovy category: loops over collections go over a copy, so that a program can be saved inside of one, as in Jenkins. */
public final class Iterators {
  private Iterators() {}

  // Groovy prefers a class' own method to a category's for a wider type, so each is named.
  public static Iterator<?> iterator(List<?> values) {
    return new Copy(values);
  }

  public static Iterator<?> iterator(Set<?> values) {
    return new Copy(values);
  }

  public static Iterator<?> iterator(Map<?, ?> values) {
    List<Object> entries = new ArrayList<>();
    values.forEach((key, value) -> entries.add(new AbstractMap.SimpleImmutableEntry<>(key, value)));
    return new Copy(entries);
  }

  private static final class Copy implements Iterator<Object>, Serializable {
    private static final long serialVersionUID = 1;
    private final ArrayList<Object> values;
    private int next;

    Copy(Collection<?> values) {
      this.values = new ArrayList<>(values);
    }

    @Override
    public boolean hasNext() {
      return next < values.size();
    }

    @Override
    public Object next() {
      next += 1;
      return values.get(next - 1);
    }
  }
}
