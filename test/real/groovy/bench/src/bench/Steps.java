package bench;

import com.cloudbees.groovy.cps.Continuable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The steps without a body. Those with one are in `blocks.groovy`. */
public final class Steps {
  /** Step → the name of its only required argument, as for `sh 'x'`. Only these exist. */
  private static final Map<String, String> ALONE = new LinkedHashMap<>();
  private static final Map<String, Set<String>> ARGUMENTS = new LinkedHashMap<>();

  static {
    step("archiveArtifacts", "artifacts", "allowEmptyArchive", "fingerprint", "onlyIfSuccessful", "excludes");
    step("checkout", "scm", "changelog", "poll");
    step("deleteDir", "");
    step("echo", "message");
    step("error", "message");
    step("fileExists", "file");
    step("isUnix", "");
    step("junit", "testResults", "allowEmptyResults");
    step("library", "identifier", "retriever", "changelog");
    step("legacySCM", "scm");
    step("libraryResource", "resource", "encoding");
    step("mail", "", "to", "subject", "body", "cc", "bcc", "from", "replyTo", "charset", "mimeType");
    step("pwd", "", "tmp");
    step("readFile", "file", "encoding");
    step("sh", "script", "label", "returnStdout", "returnStatus", "encoding");
    step("sleep", "time", "unit");
    step("unstable", "message");
    step("writeFile", "", "file", "text", "encoding");
  }

  private final Build build;
  private final Shell shell;

  Steps(Build build) {
    this.build = build;
    this.shell = new Shell(build);
  }

  private static void step(String name, String alone, String... others) {
    Set<String> names = new java.util.TreeSet<>(List.of(others));
    names.add(alone);
    ALONE.put(name, alone);
    ARGUMENTS.put(name, names);
  }

  static boolean exists(String name) {
    return ALONE.containsKey(name);
  }

  static Set<String> names() {
    return ALONE.keySet();
  }

  /** Does a step. The asynchronous ones suspend the program first. */
  Object call(String name, Object[] given) throws Throwable {
    Map<String, Object> args = arguments(name, given);
    if (Set.of("pwd", "sh", "readFile", "writeFile", "fileExists", "deleteDir", "archiveArtifacts", "checkout", "isUnix", "junit").contains(name)) {
      build.agent.required(name);
    }
    switch (name) {
      case "echo":
        build.events.add("echo", "message", args.get("message"));
        build.events.say(String.valueOf(args.get("message")));
        return null;
      case "error":
        throw new Abort(String.valueOf(args.get("message")));
      case "unstable":
        build.worsen("UNSTABLE");
        return null;
      case "pwd":
        return (Boolean.TRUE.equals(args.get("tmp")) ? build.agent.temporary() : build.agent.workspace()).toString();
      case "isUnix":
        return true;
      case "legacySCM":
        return args.get("scm");
      case "library":
        build.events.add("library", "identifier", args.get("identifier"), "retriever", args.get("retriever"));
        build.scripts.libraryLoaded();
        return null;
      case "libraryResource":
        return build.scripts.resource(String.valueOf(args.get("resource")));
      default:
        return Continuable.suspend((Pending) () -> perform(name, args));
    }
  }

  private Object perform(String name, Map<String, Object> args) throws IOException, InterruptedException {
    if (!name.equals("sh")) build.events.add(name, "args", args);
    Path workspace = build.agent.workspace();
    switch (name) {
      case "sh":
        return shell.run(args);
      case "checkout":
        return checkout(workspace);
      case "writeFile":
        Files.createDirectories(workspace.resolve(args.get("file").toString()).getParent());
        return Files.writeString(workspace.resolve(args.get("file").toString()), args.get("text").toString()) == null;
      case "readFile":
        return Files.readString(workspace.resolve(args.get("file").toString()));
      case "fileExists":
        return Files.exists(workspace.resolve(args.get("file").toString()));
      case "deleteDir":
        try (Stream<Path> all = Files.walk(workspace)) {
          all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        }
        return null;
      case "archiveArtifacts":
        archive(workspace, args);
        return null;
      case "junit":
        junit(workspace, args);
        return null;
      default:
        return null;
    }
  }

  private Object checkout(Path workspace) throws IOException, InterruptedException {
    String source = build.request.text("source");
    if (source != null) {
      int code = new ProcessBuilder("cp", "-a", source + "/.", workspace.toString()).inheritIO().start().waitFor();
      if (code != 0) throw new Abort("checkout failed");
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    build.request.map("checkout").forEach(facts::put);
    return facts;
  }

  /** Reads the reports as the plugin does: failed cases make the build unstable. */
  private void junit(Path workspace, Map<String, Object> args) throws IOException {
    Map<String, String> found = matching(workspace, args.get("testResults"));
    build.events.add("junit", "files", found);
    if (found.isEmpty() && !Boolean.TRUE.equals(args.get("allowEmptyResults"))) {
      throw new Abort("No test report files were found. Configuration error?");
    }
    if (found.values().stream().anyMatch(text -> text.contains("<failure"))) build.worsen("UNSTABLE");
  }

  private void archive(Path workspace, Map<String, Object> args) throws IOException {
    Map<String, String> found = matching(workspace, args.get("artifacts"));
    build.events.add("archived", "files", found);
    if (found.isEmpty() && !Boolean.TRUE.equals(args.get("allowEmptyArchive"))) {
      throw new Abort("No artifacts found that match the file pattern \"" + args.get("artifacts") + "\"");
    }
  }

  private static Map<String, String> matching(Path workspace, Object glob) throws IOException {
    Map<String, String> found = new TreeMap<>();
    PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    try (Stream<Path> all = Files.walk(workspace)) {
      for (Path path : (Iterable<Path>) all.map(workspace::relativize).filter(pattern::matches)::iterator) {
        found.put(path.toString(), Files.readString(workspace.resolve(path)));
      }
    }
    return found;
  }

  /** Named arguments, or the one that may stand alone. A name that the step doesn't have is a mistake. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> arguments(String name, Object[] given) {
    if (given.length == 0) return new LinkedHashMap<>();
    Map<String, Object> args = new LinkedHashMap<>();
    if (given.length == 1 && given[0] instanceof Map && !(given[0] instanceof Scm)) args.putAll((Map<String, Object>) given[0]);
    else if (given.length == 1 && !ALONE.get(name).isEmpty()) args.put(ALONE.get(name), given[0]);
    else throw new IllegalArgumentException("Expected named arguments for " + name);
    for (String key : args.keySet()) {
      if (!ARGUMENTS.get(name).contains(key)) throw new IllegalArgumentException("Unknown parameter of " + name + ": " + key);
    }
    return args;
  }
}
