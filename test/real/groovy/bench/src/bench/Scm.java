package bench;

import java.io.Serializable;

/** The variable `scm`: where the job's Jenkinsfile comes from. */
public final class Scm implements Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public String toString() {
    return "scm";
  }
}
