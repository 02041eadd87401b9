package bench;

import groovy.json.JsonOutput;
import groovy.json.JsonSlurper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One JSON request a line on standard input, one JSON answer a line on standard output. Before the answer to a request
 * with `live`, each event and each piece of the log comes at once, as a line `{"event": …}` or `{"log": …}`.
 */
public final class Main {
  private Main() {}

  @SuppressWarnings("unchecked")
  public static void main(String[] arguments) throws Exception {
    // Answers go out by themselves: whatever a pipeline prints must not come between.
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      Map<String, Object> request = (Map<String, Object>) new JsonSlurper().parseText(line);
      answers.println(JsonOutput.toJson(new Build(request, now -> answers.println(JsonOutput.toJson(now))).run()));
    }
    System.exit(0);
  }
}
