package bench;

/** An asynchronous step that the program waits for. */
interface Pending {
  Object perform() throws Throwable;
}
