package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Somebody who stops a build while it runs: by making the file that the request names. It works once. */
final class Stop {
  private Stop() {}

  static boolean asked(Build build) throws IOException {
    String file = build.request.text("stop");
    return file != null && Files.deleteIfExists(Path.of(file));
  }
}
