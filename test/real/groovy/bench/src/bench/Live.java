package bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A shell step that is shown while it runs, and that somebody may stop. */
public final class Live {
  private final Build build;
  private final Process process;
  private final Path log;
  private final boolean shown;
  private long done;

  Live(Build build, Process process, Path log, boolean shown) {
    this.build = build;
    this.process = process;
    this.log = log;
    this.shown = shown;
  }

  /** Until it has ended. Gives back whether it was stopped. */
  boolean follow() throws IOException, InterruptedException {
    boolean ended;
    do {
      ended = process.waitFor(50, TimeUnit.MILLISECONDS);
      if (shown) show(ended);
      if (!ended && Stop.asked(build)) return stop();
    } while (!ended);
    return false;
  }

  private boolean stop() throws IOException, InterruptedException {
    build.events.say("Sending interrupt signal to process");
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    if (shown) show(true);
    build.events.say("script returned exit code " + process.exitValue());
    return true;
  }

  /** A question that nobody answers: until the build is stopped. */
  public static void waitFor(Build build) throws IOException, InterruptedException {
    while (!Stop.asked(build)) Thread.sleep(50);
    throw new Interrupted("stopped while it waited for an answer");
  }

  /** New whole lines; at the end also what is no whole line. */
  private void show(boolean ended) throws IOException {
    byte[] bytes;
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      bytes = new byte[(int) Math.min(file.length() - done, 1 << 20)];
      file.seek(done);
      file.readFully(bytes);
    }
    int length = bytes.length;
    while (!ended && length > 0 && bytes[length - 1] != '\n') length -= 1;
    if (length == 0) return;
    done += length;
    String lines = new String(bytes, 0, length, StandardCharsets.UTF_8);
    build.events.show(lines.endsWith("\n") ? lines : lines + '\n');
    if (ended) show(true);
  }
}
