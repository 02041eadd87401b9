package bench;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.Continuation;
import com.cloudbees.groovy.cps.Envs;
import com.cloudbees.groovy.cps.Outcome;
import com.cloudbees.groovy.cps.impl.CpsCallableInvocation;
import com.cloudbees.groovy.cps.sandbox.SandboxInvoker;
import groovy.lang.Script;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One build of one Jenkinsfile: compiles it, and drives it from one asynchronous step to the next. */
public final class Build implements Serializable {
  private static final long serialVersionUID = 1;
  private static final List<Class> CATEGORIES = new ArrayList<>(Continuable.categories);
  private static Build current;

  static {
    CATEGORIES.add(Iterators.class);
  }

  final Request request;
  final Events events;
  final Variables variables;
  final Agent agent;
  final Scripts scripts;
  final Steps steps;
  String result = "SUCCESS";

  /** @param live takes what happens, at once, where the request asks for it */
  Build(Map<String, Object> values, Consumer<Map<String, Object>> live) {
    request = new Request(values);
    events = new Events(request.asks("live") ? live : line -> {});
    agent = new Agent(this);
    variables = new Variables(this);
    scripts = new Scripts(this);
    steps = new Steps(this);
  }

  /** The bench's own blocks hold the build; it isn't part of the program. */
  private Object writeReplace() {
    return "build";
  }

  /** The build that runs: scripts are serialized, so they don't hold it. */
  public static Build current() {
    return current;
  }

  Map<String, Object> run() {
    current = this;
    Throwable problem = null;
    try {
      Script script = scripts.jenkinsfile(request.text("jenkinsfile"));
      if (request.allows("execute")) problem = drive(script);
    } catch (Throwable thrown) {
      problem = thrown;
    }
    if (problem != null) failed(problem);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("result", result);
    answer.put("error", problem == null ? null : Text.of(problem));
    answer.put("events", events.list());
    answer.put("log", events.log());
    return answer;
  }

  /** Runs the script to its end. What it fails with comes back. */
  private Throwable drive(Script script) {
    Sandbox sandbox = new Sandbox();
    sandbox.register();
    try {
      Continuable program;
      try {
        script.run();
        return null;
      } catch (CpsCallableInvocation invocation) {
        program = new Continuable(invocation.invoke(Envs.empty(new SandboxInvoker()), null, Continuation.HALT));
      }
      Outcome outcome = program.run0(new Outcome(null, null), CATEGORIES);
      while (program.isResumable()) outcome = program.run0(perform(program, (Pending) outcome.getNormal()), CATEGORIES);
      return outcome.getAbnormal();
    } finally {
      sandbox.unregister();
    }
  }

  /** Does an asynchronous step, before which Jenkins saves the program. */
  private Outcome perform(Continuable program, Pending step) {
    try {
      save(program);
      if (Stop.asked(this)) throw new Interrupted("stopped");
      return new Outcome(step.perform(), null);
    } catch (Throwable thrown) {
      return new Outcome(null, thrown);
    }
  }

  private static void save(Continuable program) throws IOException {
    try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
      out.writeObject(program);
    }
  }

  /** Makes the result what a failure asks for, if that is worse. */
  public void failed(Throwable problem) {
    worsen(problem instanceof Interrupted ? "ABORTED" : "FAILURE");
  }

  public void worsen(String other) {
    String order = "SUCCESS UNSTABLE FAILURE NOT_BUILT ABORTED";
    if (order.indexOf(other) > order.indexOf(result)) result = other;
  }

  public String result() {
    return result;
  }
}
