// Steps with a body, under the same CPS transformer as the pipeline so that the body can be suspended. Not sandboxed.
import bench.Build
import bench.Credentials
import bench.Entry
import bench.Step

@Step
def withEnv(List values, Closure body) {
  Map variables = [:]
  for (int i = 0; i < values.size(); i++) {
    String value = values[i].toString()
    int at = value.indexOf('=')
    variables[value.substring(0, at)] = value.substring(at + 1)
  }
  Build.current().variables.push(variables)
  try {
    return body()
  } finally {
    Build.current().variables.pop()
  }
}

@Step
def catchError(Map args, Closure body) {
  try {
    body()
  } catch (Throwable thrown) {
    // Without it a build that somebody stops goes on behind the block.
    if (args.catchInterruptions == false && thrown instanceof bench.Interrupted) throw thrown
    Build.current().events.add('caught', 'error', thrown.toString())
    Build.current().worsen((args.buildResult ?: 'FAILURE').toString())
  }
}

@Step
def catchError(Closure body) {
  catchError([:], body)
}

@Step
def timeout(Map args, Closure body) {
  body()
}

@Step
def retry(int times, Closure body) {
  for (int i = 1; ; i++) {
    try {
      return body()
    } catch (Exception thrown) {
      if (i >= times) throw thrown
    }
  }
}

@Step
def script(Closure body) {
  body()
}
