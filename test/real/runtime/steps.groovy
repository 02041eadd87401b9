// Loads each step of vars/ and calls it with steps that only write down what they are given; prints JSON.
import groovy.json.JsonOutput

def folder = new File(args[0])
def runtime = new File(args[1])

def call = { String step, Map arguments, Map environment ->
  def calls = []
  def stack = []
  def binding = new Binding()
  binding.env = environment
  binding.scm = 'the scm'
  binding.currentBuild = [currentResult: 'FAILURE']
  binding.pwd = { Map it -> assert it.tmp; '/tmp/it\'s $HOME @tmp' }
  binding.checkout = { what -> calls << [step: 'checkout', of: what]; [GIT_COMMIT: 'abc', GIT_URL: null] }
  binding.libraryResource = { Map it -> assert it.encoding == 'UTF-8'; new File(runtime.parentFile, it.resource as String).text }
  binding.withEnv = { List it, Closure body -> stack << it.collect { line -> line as String }; body(); stack.pop() }
  binding.catchError = { Map it, Closure body -> calls << [step: 'catchError', of: it]; body() }
  binding.echo = { String it -> calls << [step: 'echo', of: it] }
  binding.archiveArtifacts = { Map it -> calls << [step: 'archiveArtifacts', of: it] }
  binding.sh = { Map it -> calls << [step: 'sh', of: it, env: stack.flatten()] }
  def script = new GroovyShell(binding).parse(new File(folder, "${step}.groovy"))
  def result = arguments == null ? script.call() : script.call(arguments)
  assert result == null
  [calls: calls, env: environment]
}

def input = new groovy.json.JsonSlurper().parse(System.in)
println JsonOutput.toJson(input.collect { call(it.step, it.args, it.env as LinkedHashMap) })
