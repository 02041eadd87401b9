package bench;

import groovy.json.JsonOutput;
import groovy.lang.Closure;
import groovy.lang.GroovyObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;
import org.kohsuke.groovy.sandbox.GroovyInterceptor;
import org.kohsuke.groovy.sandbox.impl.Checker;

/** Refuses what Jenkins' sandbox refuses an untrusted script: all that isn't on a short list. */
final class Sandbox extends GroovyInterceptor {
  private static final Set<String> TEXT = Set.of("trim", "split", "tokenize", "isEmpty", "contains", "startsWith", "endsWith",
      "replace", "replaceAll", "toLowerCase", "toUpperCase", "length", "size", "substring", "take", "plus", "getAt", "equals",
      "toString", "compareTo", "indexOf", "lastIndexOf", "stripIndent", "readLines", "padLeft", "padRight", "matches", "isInteger",
      "toInteger", "asBoolean");
  private static final Set<String> LIST = Set.of("size", "get", "getAt", "putAt", "add", "addAll", "isEmpty", "contains", "join",
      "plus", "leftShift", "each", "collect", "find", "findAll", "any", "every", "first", "last", "iterator", "sort", "unique", "equals");
  private static final Set<String> MAP = Set.of("get", "getAt", "put", "putAt", "putAll", "containsKey", "keySet", "values", "entrySet",
      "size", "isEmpty", "plus", "each", "collect", "find", "findAll", "any", "every", "equals", "remove");
  private static final Set<String> NUMBER = Set.of("plus", "minus", "multiply", "div", "mod", "intdiv", "next", "previous", "compareTo",
      "toString", "equals", "toInteger", "negative");
  private static final Set<String> NOT_OF_SCRIPTS = Set.of("getBinding", "setBinding", "evaluate", "run", "getMetaClass", "setMetaClass",
      "getProperty", "setProperty", "invokeMethod", "binding", "metaClass", "class", "getClass");

  @Override
  public Object onMethodCall(GroovyInterceptor.Invoker invoker, Object receiver, String method, Object... args) throws Throwable {
    // What a closure passes on to the script that it stands in.
    boolean passedOn = method.equals("invokeMethod") && receiver instanceof GroovyObject && args.length == 2;
    String name = passedOn ? String.valueOf(args[0]) : method;
    if (!mayCall(receiver, name)) throw new Rejected("method " + nameOf(receiver) + " " + name);
    return super.onMethodCall(invoker, receiver, method, args);
  }

  private static boolean mayCall(Object receiver, String method) {
    if (receiver instanceof PipelineScript) return !NOT_OF_SCRIPTS.contains(method);
    if (receiver instanceof Section) return true;
    if (receiver instanceof Closure) return Set.of("call", "doCall").contains(method);
    if (receiver instanceof CharSequence) return TEXT.contains(method);
    if (receiver instanceof List || receiver instanceof Object[]) return LIST.contains(method);
    if (receiver instanceof Map) return MAP.contains(method);
    if (receiver instanceof Number || receiver instanceof Boolean) return NUMBER.contains(method);
    if (receiver instanceof Throwable) return Set.of("getMessage", "toString").contains(method);
    return false;
  }

  @Override
  public Object onStaticCall(GroovyInterceptor.Invoker invoker, Class receiver, String method, Object... args) throws Throwable {
    // What operators and casts become.
    boolean isOperator = (receiver == ScriptBytecodeAdapter.class && method.matches("asType|castToType|compare\\w+|findRegex|matchRegex"))
        || (receiver == Checker.class && method.equals("checkedCast"));
    if (isOperator || receiver == JsonOutput.class) return super.onStaticCall(invoker, receiver, method, args);
    throw new Rejected("staticMethod " + receiver.getName() + " " + method);
  }

  @Override
  public Object onNewInstance(GroovyInterceptor.Invoker invoker, Class receiver, Object... args) throws Throwable {
    if (Set.of("Exception", "RuntimeException", "IllegalArgumentException", "ArrayList", "LinkedHashMap", "GStringImpl", "PipelineScript").contains(receiver.getSimpleName())) {
      return super.onNewInstance(invoker, receiver, args);
    }
    throw new Rejected("new " + receiver.getName());
  }

  @Override
  public Object onGetProperty(GroovyInterceptor.Invoker invoker, Object receiver, String property) throws Throwable {
    if (!mayRead(receiver, property)) throw new Rejected("property " + nameOf(receiver) + " " + property);
    return super.onGetProperty(invoker, receiver, property);
  }

  private static boolean mayRead(Object receiver, String property) {
    if (receiver instanceof PipelineScript) return !NOT_OF_SCRIPTS.contains(property);
    if (receiver instanceof EnvAction) return !Set.of("environment", "class", "metaClass").contains(property);
    if (receiver instanceof CurrentBuild) return !Set.of("rawBuild", "class", "metaClass").contains(property);
    if (receiver instanceof Throwable) return property.equals("message");
    return receiver instanceof Map || receiver instanceof Section;
  }

  @Override
  public Object onSetProperty(GroovyInterceptor.Invoker invoker, Object receiver, String property, Object value) throws Throwable {
    boolean allowed = receiver instanceof EnvAction || receiver instanceof CurrentBuild || receiver instanceof Map
        || receiver instanceof Section || (receiver instanceof PipelineScript && !NOT_OF_SCRIPTS.contains(property));
    if (!allowed) throw new Rejected("property " + nameOf(receiver) + " " + property);
    return super.onSetProperty(invoker, receiver, property, value);
  }

  @Override
  public Object onGetAttribute(GroovyInterceptor.Invoker invoker, Object receiver, String attribute) {
    throw new Rejected("field " + nameOf(receiver) + " " + attribute);
  }

  @Override
  public Object onSetAttribute(GroovyInterceptor.Invoker invoker, Object receiver, String attribute, Object value) {
    throw new Rejected("field " + nameOf(receiver) + " " + attribute);
  }

  @Override
  public Object onSuperCall(GroovyInterceptor.Invoker invoker, Class sender, Object receiver, String method, Object... args) {
    throw new Rejected("super." + method);
  }

  private static String nameOf(Object receiver) {
    return receiver == null ? "null" : receiver instanceof Class ? ((Class<?>) receiver).getName() : receiver.getClass().getName();
  }
}
