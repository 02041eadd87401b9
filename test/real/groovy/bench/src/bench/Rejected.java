package bench;

/** The sandbox refuses, and asks an administrator for an approval. */
public final class Rejected extends SecurityException {
  private static final long serialVersionUID = 1;

  Rejected(String what) {
    super("Scripts not permitted to use " + what);
  }
}
