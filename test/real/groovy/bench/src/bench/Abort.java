package bench;

/** A step says why it failed. */
public final class Abort extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Abort(String why) {
    super(why);
  }
}
