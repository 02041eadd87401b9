package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Credentials as variables, and their masking in the log. */
public final class Credentials {
  /** Secrets of this build, in the forms that Jenkins masks. */
  private static final List<String> MASKED = new ArrayList<>();

  private Credentials() {}

  /** The variables of `NAME = credentials('id')`. */
  public static Map<String, String> bind(String name, String id) throws IOException {
    Map<?, ?> found = (Map<?, ?>) Build.current().request.map("credentials").get(id);
    if (found == null) throw new Abort("Could not find credentials entry with ID '" + id + "'");
    Map<String, String> variables = new LinkedHashMap<>();
    if (found.containsKey("username")) {
      String user = found.get("username").toString();
      String password = found.get("password").toString();
      variables.put(name, user + ":" + password);
      variables.put(name + "_USR", user);
      variables.put(name + "_PSW", password);
      secret(password);
      secret(user + ":" + password);
    } else if (found.containsKey("file")) {
      Path file = Build.current().agent.temporary().resolve("secretFiles").resolve(id);
      Files.createDirectories(file.getParent());
      Files.writeString(file, found.get("file").toString());
      variables.put(name, file.toString());
    } else {
      variables.put(name, found.get("text").toString());
      secret(variables.get(name));
    }
    Build.current().events.add("credentials", "id", id, "variables", new ArrayList<>(variables.keySet()));
    return variables;
  }

  private static void secret(String text) {
    MASKED.add(text);
    MASKED.add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Secrets are forgotten between builds. */
  static void forget() {
    MASKED.clear();
  }

  static String mask(String text) {
    String masked = text;
    for (String secret : MASKED) masked = masked.replace(secret, "****");
    return masked;
  }
}
