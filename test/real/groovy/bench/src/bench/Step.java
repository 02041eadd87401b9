package bench;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks what a pipeline may call in the bench's own scripts. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Step {}
