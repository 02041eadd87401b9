package bench;

import com.cloudbees.groovy.cps.CpsTransformer;
import com.cloudbees.groovy.cps.SandboxCpsTransformer;
import com.cloudbees.groovy.cps.SerializableScript;
import com.cloudbees.groovy.cps.TransformerConfiguration;
import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/** Compiles the Jenkinsfile, the library and the bench's own steps, and finds what a name in them calls. */
public final class Scripts {
  private final Build build;
  private static final GroovyClassLoader SANDBOXED = loader(new SandboxCpsTransformer(), PipelineScript.class);
  private static final GroovyClassLoader TRUSTED = loader(new CpsTransformer(), SerializableScript.class);
  /** Compiled scripts by name and text: the library is the same in every build. */
  private static final Map<String, Class<?>> CLASSES = new HashMap<>();

  private final Map<String, Script> steps = new HashMap<>();
  private final Script[] own;
  private Script jenkinsfile;
  private boolean library;

  Scripts(Build build) {
    this.build = build;
    Credentials.forget();
    own = new Script[] {ownScript("blocks.groovy"), ownScript("declarative.groovy")};
  }

  private static GroovyClassLoader loader(CpsTransformer transformer, Class<?> base) {
    transformer.setConfiguration(new TransformerConfiguration());
    CompilerConfiguration configuration = new CompilerConfiguration();
    configuration.setScriptBaseClass(base.getName());
    configuration.addCompilationCustomizers(new ImportCustomizer().addImports("com.cloudbees.groovy.cps.NonCPS"), transformer);
    return new GroovyClassLoader(Scripts.class.getClassLoader(), configuration);
  }

  private Script ownScript(String name) {
    try (java.io.InputStream source = Scripts.class.getResourceAsStream("/" + name)) {
      return instance(TRUSTED, new String(source.readAllBytes(), "UTF-8"), name);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static Script instance(GroovyClassLoader loader, String text, String name) {
    Class<?> compiled = CLASSES.computeIfAbsent(name + '\0' + text, key -> loader.parseClass(text, name));
    return InvokerHelper.createScript(compiled, new Binding());
  }

  Script jenkinsfile(String text) {
    jenkinsfile = instance(SANDBOXED, text, "WorkflowScript");
    for (String name : Library.namesIn(text)) {
      build.events.add("library", "identifier", name, "retriever", null);
      library = true;
    }
    return jenkinsfile;
  }

  /** The running Jenkinsfile: what its blocks call their steps on. */
  public Script jenkinsfile() {
    return jenkinsfile;
  }

  void libraryLoaded() {
    library = true;
  }

  String resource(String name) throws IOException {
    Path file = root().resolve("resources").resolve(name).normalize();
    if (!library || !file.startsWith(root()) || !Files.isRegularFile(file)) {
      throw new Abort("No such library resource " + name + " could be found.");
    }
    return Files.readString(file);
  }

  private Path root() {
    return Path.of(build.request.text("library"));
  }

  /** What `name(…)` in a script means: a block, a step of the library, a step of Jenkins, in this order. */
  Object call(String name, Object[] args) {
    try {
      for (Script script : own) {
        if (isPublicStep(script, name)) return InvokerHelper.invokeMethod(script, name, args);
      }
      Script step = libraryStep(name);
      if (step != null) {
        build.events.add("step", "name", name, "args", args.length == 1 ? args[0] : null);
        return InvokerHelper.invokeMethod(step, "call", args);
      }
      if (Steps.exists(name)) return build.steps.call(name, args);
    } catch (InvokerInvocationException wrapped) {
      throw Sneaky.raise(wrapped.getCause());
    } catch (Throwable thrown) {
      throw Sneaky.raise(thrown);
    }
    throw new NoSuchMethodError("No such DSL method '" + name + "' found among steps " + Steps.names());
  }

  private static boolean isPublicStep(Script script, String name) {
    for (java.lang.reflect.Method method : script.getClass().getDeclaredMethods()) {
      if (method.getName().equals(name) && method.isAnnotationPresent(Step.class)) return true;
    }
    return false;
  }

  private Script libraryStep(String name) throws IOException {
    Path file = build.request.text("library") == null ? null : root().resolve("vars").resolve(name + ".groovy");
    if (!library || file == null || !Files.isRegularFile(file)) return null;
    if (!steps.containsKey(name)) steps.put(name, instance(SANDBOXED, Files.readString(file), name + ".groovy"));
    return steps.get(name);
  }
}
