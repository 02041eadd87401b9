package bench;

/** Somebody stopped the build. */
public final class Interrupted extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Interrupted(String why) {
    super(why);
  }
}
