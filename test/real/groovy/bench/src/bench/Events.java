package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened, in order, and the build's log. */
public final class Events {
  private final List<Map<String, Object>> list = new ArrayList<>();
  private final StringBuilder log = new StringBuilder();

  /** Adds an event; `more` is keys and values by turns. */
  public Map<String, Object> add(String type, Object... more) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    for (int index = 0; index < more.length; index += 2) event.put((String) more[index], Text.plain(more[index + 1]));
    list.add(event);
    return event;
  }

  public void say(String text) {
    log.append(Credentials.mask(text)).append('\n');
  }

  List<Map<String, Object>> list() {
    return list;
  }

  String log() {
    return log.toString();
  }
}
