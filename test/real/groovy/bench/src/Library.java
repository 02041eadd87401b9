import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** `@Library('name@version') _`. In the default package, so that a Jenkinsfile finds it without an import. */
@Retention(RetentionPolicy.SOURCE)
public @interface Library {
  String[] value();
}
