package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What happened, in order, and the build's log. */
public final class Events {
  private final List<Map<String, Object>> list = new ArrayList<>();
  private final StringBuilder log = new StringBuilder();
  private final Consumer<Map<String, Object>> live;

  Events(Consumer<Map<String, Object>> live) {
    this.live = live;
  }

  /** Adds an event; `more` is keys and values by turns. */
  public Map<String, Object> add(String type, Object... more) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    for (int index = 0; index < more.length; index += 2) event.put((String) more[index], Text.plain(more[index + 1]));
    list.add(event);
    live.accept(Map.of("event", event));
    return event;
  }

  public void say(String text) {
    keep(text);
    show(text + '\n');
  }

  /** Of what has been shown already. */
  void keep(String text) {
    log.append(Credentials.mask(text)).append('\n');
  }

  /** A piece of the log: whole lines, so that no secret is cut in two. */
  void show(String lines) {
    live.accept(Map.of("log", Credentials.mask(lines)));
  }

  List<Map<String, Object>> list() {
    return list;
  }

  String log() {
    return log.toString();
  }
}
