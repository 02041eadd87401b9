package bench;

import com.cloudbees.groovy.cps.SerializableScript;
import java.util.Map;

/** Base class of the Jenkinsfile and of the library's steps. */
public abstract class PipelineScript extends SerializableScript {
  private static final long serialVersionUID = 1;

  @Override
  public Object invokeMethod(String name, Object args) {
    Object[] list = args instanceof Object[] ? (Object[]) args : new Object[] {args};
    return Build.current().scripts.call(name, list);
  }

  @Override
  public Object getProperty(String name) {
    switch (name) {
      case "env":
        return new EnvAction();
      case "params":
        return java.util.Collections.unmodifiableMap(Build.current().variables.parameters());
      case "currentBuild":
        return new CurrentBuild();
      case "scm":
        return new Scm();
      default:
        return super.getProperty(name);
    }
  }

  /** Jenkins has no `println` to a console of its own. */
  @Override
  public void println(Object value) {
    Build.current().events.say(String.valueOf(value));
  }

  static boolean isVariable(String name) {
    return Map.of("env", 1, "params", 1, "currentBuild", 1, "scm", 1).containsKey(name);
  }
}
