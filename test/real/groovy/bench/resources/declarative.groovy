// Runs a declarative pipeline: blocks are taken down first, then done in the order in which Jenkins does them.
import bench.Build
import bench.Credentials
import bench.Entry
import bench.Section
import bench.Step

@Step
def pipeline(Closure body) {
  Build build = Build.current()
  Section root = section(body, 'pipeline')
  Entry agent = root.need('agent')
  Section stages = section(root.need('stages').body(), 'stages')
  Map defaults = [:]
  for (Entry each : entries(root, 'parameters')) {
    defaults[each.named('name')] = each.named('trim') ? each.named('defaultValue').toString().trim() : each.named('defaultValue')
    build.events.add('parameter', 'name', each.named('name'), 'default', each.named('defaultValue'),
        'description', each.named('description'), 'trim', each.named('trim'))
  }
  build.variables.declare(defaults)
  for (Entry each : entries(root, 'options')) build.events.add('option', 'text', each.toString())
  for (Entry each : entries(root, 'triggers')) build.events.add('trigger', 'name', each.name(), 'spec', each.value())
  build.events.add('start')
  Throwable failure = inside(root, agent, { runStages(stages) }, { runPost(root) })
  if (failure != null) throw failure
}

/** Takes the agent and the environment of a block, does the work and then its `post`; gives back the first failure. */
def inside(Section block, Entry agent, Closure work, Closure post) {
  Build build = Build.current()
  Throwable failure = null
  boolean before = false
  boolean took = false
  boolean pushed = false
  try {
    if (agent != null && agent.value() != 'none') {
      before = build.agent.take(agent.body() == null ? agent.value().toString() : agentText(agent.body()))
      took = true
    }
    Map variables = [:]
    Entry environment = block.first('environment')
    build.variables.push(variables)
    pushed = true
    if (environment != null) {
      Map values = section(environment.body(), 'environment').assigned()
      for (String name : new ArrayList(values.keySet())) {
        def value = values[name]
        if (value instanceof Entry) variables.putAll(Credentials.bind(name, value.value().toString()))
        else variables[name] = value.toString()
      }
    }
    failure = work()
  } catch (Throwable thrown) {
    failure = thrown
  }
  if (failure != null) build.failed(failure)
  Throwable later = post()
  if (pushed) build.variables.pop()
  if (took) build.agent.release(before)
  return failure ?: later
}

def agentText(Closure body) {
  List texts = []
  for (Entry each : section(body, 'agent').all()) {
    texts << (each.body() == null ? each.toString() : each.name() + section(each.body(), each.name()).all())
  }
  return texts.join(' ')
}

/** Runs the stages in order. After a failure the others are skipped. */
def runStages(Section stages) {
  if (stages.all().isEmpty()) throw new IllegalArgumentException('No stages specified')
  // Jenkins makes one method of them, which is too large somewhere between 90 and 100.
  if (stages.all().size() > 60) throw new IllegalArgumentException('A pipeline may not have more than 60 stages')
  Throwable failure = null
  for (Entry each : stages.all()) {
    if (failure != null) {
      Build.current().events.add('stage', 'name', each.value(), 'status', 'SKIPPED')
      continue
    }
    failure = runStage(each)
  }
  return failure
}

def runStage(Entry entry) {
  Build build = Build.current()
  build.events.add('stage', 'name', entry.value(), 'status', 'STARTED')
  Section stage = section(entry.body(), 'stage')
  if (!wanted(stage)) {
    build.events.add('stage', 'name', entry.value(), 'status', 'SKIPPED')
    return null
  }
  Throwable failure = null
  try {
    for (Entry each : entries(stage, 'options')) build.events.add('option', 'text', each.toString(), 'stage', entry.value())
    ask(stage)
    Entry nested = stage.first('stages')
    Closure work = nested == null ? { runSteps(stage.need('steps').body()) } : { runStages(section(nested.body(), 'stages')) }
    failure = inside(stage, stage.first('agent'), work, { runPost(stage) })
  } catch (Throwable thrown) {
    failure = thrown
    build.failed(thrown)
  }
  build.events.add('stage', 'name', entry.value(), 'status', failure == null ? 'SUCCESS' : build.result(), 'error', failure?.toString())
  return failure
}

/** The directive `when`: all of its conditions. */
def wanted(Section stage) {
  Build build = Build.current()
  for (Entry each : entries(stage, 'when')) {
    // What a multibranch job sets for a merge request.
    if (each.name() == 'changeRequest' && build.variables.all().get('CHANGE_ID') == null) return false
    if (each.name() == 'expression' && !evaluated(each.body())) return false
  }
  return true
}

def evaluated(Closure body) {
  body.delegate = Build.current().scripts.jenkinsfile()
  body.resolveStrategy = Closure.DELEGATE_ONLY
  return body()
}

/** The directive `input`: the test says whether somebody agrees. */
def ask(Section stage) {
  Entry input = stage.first('input')
  if (input == null) return
  Section question = section(input.body(), 'input')
  Build.current().events.add('input', 'message', question.need('message').value(), 'submitter', question.first('submitter')?.value())
  if (Build.current().request.asks('live')) bench.Live.waitFor(Build.current())
  if (!Build.current().request.allows('approve')) throw new bench.Interrupted('Rejected by somebody')
}

/** Conditions of `post`, in Jenkins' order: `always` first and `cleanup` last. One that fails doesn't stop the others. */
def runPost(Section block) {
  Entry post = block.first('post')
  if (post == null) return null
  Build build = Build.current()
  Section conditions = section(post.body(), 'post')
  String order = 'always changed fixed regression aborted failure success unstable unsuccessful cleanup'
  Throwable failure = null
  for (String condition : order.tokenize()) {
    Entry each = conditions.first(condition)
    if (each == null || !holds(condition)) continue
    build.events.add('post', 'condition', condition)
    try {
      runSteps(each.body())
    } catch (Throwable thrown) {
      build.events.add('postFailed', 'condition', condition, 'error', thrown.toString())
      build.failed(thrown)
      failure = failure ?: thrown
    }
  }
  return failure
}

/** The build before this one is taken for a success. */
def holds(String condition) {
  String result = Build.current().result()
  if (condition == 'always' || condition == 'cleanup') return true
  if (condition == 'changed' || condition == 'unsuccessful') return result != 'SUCCESS'
  if (condition == 'regression') return result != 'SUCCESS' && result != 'ABORTED'
  return condition == result.toLowerCase()
}

/** Runs steps as the Jenkinsfile's own. Gives back nothing, so that a step's value isn't taken for a failure. */
def runSteps(Closure body) {
  body.delegate = Build.current().scripts.jenkinsfile()
  body.resolveStrategy = Closure.DELEGATE_ONLY
  body()
  return null
}

def entries(Section block, String name) {
  Entry entry = block.first(name)
  return entry == null ? [] : section(entry.body(), name).all()
}

/** Evaluates a block; what stands in it is taken down, not done. */
def section(Closure body, String kind) {
  Section section = new Section(kind)
  body.delegate = section
  body.resolveStrategy = Closure.DELEGATE_ONLY
  body()
  return section
}
