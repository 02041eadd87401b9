package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment as a step sees it: agent, build, `env.X = …`, and what surrounds the step. */
public final class Variables {
  private final Build build;
  private final Map<String, String> assigned = new LinkedHashMap<>();
  private final List<Map<String, String>> around = new ArrayList<>();
  private Map<String, Object> parameters = new LinkedHashMap<>();

  Variables(Build build) {
    this.build = build;
  }

  /** The defaults of the job's parameters, under the values that the build was started with. */
  public void declare(Map<String, Object> defaults) {
    parameters = new LinkedHashMap<>(defaults);
    parameters.putAll(build.request.map("params"));
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  public void push(Map<String, String> more) {
    around.add(more);
  }

  public void pop() {
    around.remove(around.size() - 1);
  }

  void assign(String name, String value) {
    assigned.put(name, value);
  }

  /** All that a program started here gets. */
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(build.agent.base());
    // On a first build Jenkins doesn't know the parameters yet; later it expands `$` in them and drops empty ones.
    if (!build.request.allows("firstBuild")) {
      parameters.forEach((name, value) -> {
        String expanded = expand(String.valueOf(value), all);
        if (!expanded.isEmpty()) all.put(name, expanded);
      });
    }
    all.putAll(assigned);
    around.forEach(all::putAll);
    return all;
  }

  private static String expand(String text, Map<String, String> values) {
    return java.util.regex.Pattern.compile("\\$(?:\\{(\\w+)\\}|(\\w+))")
        .matcher(text)
        .replaceAll(found -> {
          String name = found.group(1) == null ? found.group(2) : found.group(1);
          return java.util.regex.Matcher.quoteReplacement(values.getOrDefault(name, found.group()));
        });
  }
}
