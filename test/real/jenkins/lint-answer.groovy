// Compiles scripts (a JSON list of texts on standard input) as far as Jenkins' linter has Groovy do it, and prints a
// JSON list of what the linter would say about syntax: see ModelConverterAction.errorToStrings.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import org.codehaus.groovy.control.CompilationUnit
import org.codehaus.groovy.control.MultipleCompilationErrorsException
import org.codehaus.groovy.control.Phases
import org.codehaus.groovy.control.messages.SyntaxErrorMessage

List<String> scripts = new JsonSlurper().parse(System.in, 'UTF-8') as List<String>
List<String> answers = scripts.collect { String text ->
  CompilationUnit unit = new CompilationUnit()
  unit.addSource('WorkflowScript', text)
  try {
    unit.compile(Phases.SEMANTIC_ANALYSIS)
    return 'Jenkinsfile successfully validated.'
  } catch (MultipleCompilationErrorsException e) {
    List<String> lines = ['Errors encountered validating Jenkinsfile:']
    e.errorCollector.errors.each { error ->
      if (error instanceof SyntaxErrorMessage) {
        StringWriter written = new StringWriter()
        PrintWriter printer = new PrintWriter(written)
        error.write(printer)
        printer.close()
        lines << written.toString()
      }
    }
    return lines.join('\n')
  }
}
println JsonOutput.toJson(answers)
