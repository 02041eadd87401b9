package bench;

import groovy.lang.GroovyObjectSupport;
import java.io.Serializable;

/** The variable `currentBuild`. */
public final class CurrentBuild extends GroovyObjectSupport implements Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public Object getProperty(String name) {
    switch (name) {
      case "result":
      case "currentResult":
        return Build.current().result();
      case "fullDisplayName":
        return "images » bench #7";
      case "displayName":
        return "#7";
      case "number":
        return 7;
      case "absoluteUrl":
        return "http://jenkins.test/job/images/job/bench/7/";
      default:
        throw new groovy.lang.MissingPropertyException(name, CurrentBuild.class);
    }
  }

  @Override
  public void setProperty(String name, Object value) {
    if (name.equals("result")) Build.current().worsen(String.valueOf(value));
    else if (!name.equals("displayName") && !name.equals("description")) throw new Rejected("field of currentBuild: " + name);
  }
}
