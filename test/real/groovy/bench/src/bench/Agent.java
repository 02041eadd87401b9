package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The node that a build runs on, once it has one. */
public final class Agent {
  private final Build build;
  private boolean taken;

  Agent(Build build) {
    this.build = build;
  }

  /** Takes a node, or is stopped while waiting for one. */
  public boolean take(String what) throws IOException {
    build.events.add("agent", "agent", what);
    if (!build.request.allows("agent")) throw new Interrupted("stopped while waiting for a node");
    boolean before = taken;
    taken = true;
    Files.createDirectories(workspace());
    return before;
  }

  public void release(boolean before) {
    taken = before;
  }

  Path workspace() {
    return Path.of(build.request.text("workspace"));
  }

  Path temporary() {
    return Path.of(build.request.text("workspace") + "@tmp");
  }

  /** A step that works with files fails without a node. */
  void required(String step) {
    if (!taken) throw new IllegalStateException("Required context class hudson.FilePath is missing for step " + step);
  }

  /** Variables of the node and of the build. */
  Map<String, String> base() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("BUILD_NUMBER", "7");
    all.put("BUILD_ID", "7");
    all.put("JOB_NAME", "images/bench");
    all.put("JOB_BASE_NAME", "bench");
    all.put("BUILD_TAG", "jenkins-images-bench-7");
    all.put("JENKINS_URL", "http://jenkins.test/");
    all.put("BUILD_URL", "http://jenkins.test/job/images/job/bench/7/");
    build.request.map("env").forEach((name, value) -> all.put(name, String.valueOf(value)));
    if (taken) {
      all.put("NODE_NAME", "built-in");
      all.put("WORKSPACE", workspace().toString());
      all.put("WORKSPACE_TMP", temporary().toString());
    }
    return all;
  }
}
