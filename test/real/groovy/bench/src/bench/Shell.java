package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The step `sh`: runs the script as durable-task does, or only takes down what it would have run. */
final class Shell {
  private final Build build;
  private int count;
  private boolean interrupted;

  Shell(Build build) {
    this.build = build;
  }

  Object run(Map<String, Object> args) throws IOException, InterruptedException {
    String label = args.get("label") == null ? "" : args.get("label").toString();
    String script = String.valueOf(args.get("script"));
    Map<String, String> environment = build.variables.all();
    Map<String, Object> event = build.events.add("sh", "label", label, "script", script, "env", new TreeMap<>(environment));
    boolean stopped = label.equals(build.request.text("interrupt"));
    Object planned = build.request.map("fail").get(label);
    String output = "";
    int code = planned == null ? 0 : ((Number) planned).intValue();
    if ("real".equals(build.request.text("sh"))) {
      Path log = build.agent.temporary().resolve("durable-" + count + "/jenkins-log.txt");
      boolean shown = !Boolean.TRUE.equals(args.get("returnStdout"));
      int real = start(script, environment, log, stopped, shown);
      if (planned == null) code = real;
      output = Files.readString(log);
    }
    event.put("code", code);
    event.put("output", Credentials.mask(output));
    event.put("leaked", !Credentials.mask(output).equals(output));
    if (build.request.asks("live")) build.events.keep(output);
    else build.events.say(output);
    if (interrupted) throw new Interrupted("stopped during " + label);
    if (stopped) throw new Interrupted("stopped during " + label);
    if (Boolean.TRUE.equals(args.get("returnStatus"))) return code;
    if (code != 0) throw new Abort("script returned exit code " + code);
    return Boolean.TRUE.equals(args.get("returnStdout")) ? output : null;
  }

  private int start(String script, Map<String, String> environment, Path log, boolean stopped, boolean shown)
      throws IOException, InterruptedException {
    count += 1;
    Files.createDirectories(log.getParent());
    Path file = log.resolveSibling("script.sh");
    Files.write(file, script.getBytes(StandardCharsets.UTF_8));
    file.toFile().setExecutable(true, false);
    // A script with an interpreter of its own is run by it; any other by `sh -xe`.
    List<String> command = script.startsWith("#!") ? List.of(file.toString()) : List.of("sh", "-xe", file.toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(build.agent.workspace().toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile()).redirectInput(new java.io.File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    interrupted = false;
    if (build.request.asks("live")) {
      interrupted = new Live(build, process, log, shown).follow();
      return process.waitFor();
    }
    if (!process.waitFor(stopped ? build.request.number("interruptAfter", 500) : 600_000, TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.waitFor();
    }
    return process.exitValue();
  }
}
