package bench;

import groovy.lang.GroovyObjectSupport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A block of Declarative Pipeline such as `options { … }`: takes down what stands in it. */
public final class Section extends GroovyObjectSupport implements Serializable {
  private static final long serialVersionUID = 1;

  /** What may stand in which block. Names that the block doesn't have are refused, as Declarative does. */
  private static final Map<String, Set<String>> NAMES = Map.ofEntries(
      Map.entry("pipeline", Set.of("agent", "options", "triggers", "parameters", "environment", "stages", "post")),
      Map.entry("stages", Set.of("stage")),
      Map.entry("stage", Set.of("agent", "options", "environment", "input", "when", "steps", "stages", "post")),
      Map.entry("agent", Set.of("label", "docker", "kubernetes")),
      Map.entry("docker", Set.of("image", "args", "label", "reuseNode", "registryUrl", "registryCredentialsId")),
      Map.entry("kubernetes", Set.of("cloud", "yamlFile", "yaml", "defaultContainer", "label")),
      Map.entry("options", Set.of("skipDefaultCheckout", "disableConcurrentBuilds", "buildDiscarder", "logRotator", "timeout",
          "retry", "timestamps", "disableResume", "parallelsAlwaysFailFast", "preserveStashes", "skipStagesAfterUnstable")),
      Map.entry("triggers", Set.of("cron", "pollSCM", "upstream")),
      Map.entry("parameters", Set.of("string", "booleanParam", "choice", "text", "password")),
      Map.entry("environment", Set.of("credentials")),
      Map.entry("input", Set.of("message", "submitter", "ok", "id", "submitterParameter")),
      Map.entry("when", Set.of("expression", "changeRequest", "beforeAgent", "beforeInput")),
      Map.entry("post", Set.of("always", "changed", "fixed", "regression", "aborted", "failure", "success", "unstable",
          "unsuccessful", "cleanup")));

  private final String kind;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Object> assignments = new LinkedHashMap<>();

  public Section(String kind) {
    this.kind = kind;
  }

  @Override
  public Object invokeMethod(String name, Object args) {
    if (!NAMES.get(kind).contains(name)) throw new IllegalArgumentException("\"" + name + "\" is not valid in " + kind);
    Object[] list = args instanceof Object[] ? (Object[]) args : new Object[] {args};
    boolean mayRepeat = name.equals("stage") || kind.equals("parameters") || kind.equals("environment");
    if (!mayRepeat && first(name) != null) throw new IllegalArgumentException("Multiple occurrences of " + name + " in " + kind);
    // What is an argument itself, as logRotator(…), doesn't stand in the block.
    for (Object each : list) entries.remove(each);
    Entry entry = new Entry(name, list);
    entries.add(entry);
    return entry;
  }

  /** Words such as `any` and `none` in `agent any`; and the variables of a build. */
  @Override
  public Object getProperty(String name) {
    if (PipelineScript.isVariable(name)) return Build.current().scripts.jenkinsfile().getProperty(name);
    if (kind.equals("environment") && assignments.containsKey(name)) return assignments.get(name);
    if (kind.equals("pipeline") || kind.equals("stage")) {
      if (name.equals("any") || name.equals("none")) return name;
    }
    throw new groovy.lang.MissingPropertyException(name, Section.class);
  }

  @Override
  public void setProperty(String name, Object value) {
    if (!kind.equals("environment")) throw new IllegalArgumentException("An assignment is not valid in " + kind);
    if (value instanceof Entry) entries.remove(value);
    else if (!(value instanceof CharSequence)) throw new IllegalArgumentException("Environment variable values must be strings: " + name);
    assignments.put(name, value);
  }

  public List<Entry> all() {
    return entries;
  }

  public Map<String, Object> assigned() {
    return assignments;
  }

  public Entry first(String name) {
    for (Entry entry : entries) if (entry.name().equals(name)) return entry;
    return null;
  }

  public Entry need(String name) {
    Entry found = first(name);
    if (found == null) throw new IllegalArgumentException("Missing required section \"" + name + "\" in " + kind);
    return found;
  }
}
