package bench;

import groovy.lang.GroovyObjectSupport;
import java.io.Serializable;

/** The variable `env`. */
public final class EnvAction extends GroovyObjectSupport implements Serializable {
  private static final long serialVersionUID = 1;

  @Override
  public Object getProperty(String name) {
    return Build.current().variables.all().get(name);
  }

  @Override
  public void setProperty(String name, Object value) {
    Build.current().variables.assign(name, String.valueOf(value));
  }
}
