package bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The libraries that a Jenkinsfile asks for by annotation. */
final class Library {
  private static final Pattern ANNOTATION = Pattern.compile("(?m)^@Library\\('([^']+)'\\) _$");

  private Library() {}

  static List<String> namesIn(String text) {
    List<String> names = new ArrayList<>();
    for (Matcher found = ANNOTATION.matcher(text); found.find(); ) names.add(found.group(1));
    return names;
  }
}
