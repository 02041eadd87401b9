// Evaluates Groovy literals, one JSON string a line, and prints the UTF-16 units of each result in hexadecimal.
def slurper = new groovy.json.JsonSlurper()
def out = new StringBuilder()
System.in.eachLine('UTF-8') { line ->
  try {
    def value = new GroovyShell().evaluate((String) slurper.parseText("[$line]")[0])
    value.toString().toCharArray().each { out << String.format('%04x', (int) it) }
  } catch (Throwable problem) {
    out << '!' << problem.toString().replaceAll(/\s+/, ' ')
  }
  out << '\n'
}
print out
