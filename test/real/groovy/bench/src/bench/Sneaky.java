package bench;

/** Throws what a method may not declare: Groovy does not know checked exceptions. */
final class Sneaky {
  private Sneaky() {}

  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException raise(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
