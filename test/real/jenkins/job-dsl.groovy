/**
 * Runs a Job DSL script as the plugin would, as far as our scripts go, and prints the config.xml of each item as JSON.
 * A word that it does not know is an error.
 */
import groovy.json.JsonOutput
import groovy.util.XmlNodePrinter

class Context {
    protected void run(Closure words, Object context) {
        words.delegate = context
        words.resolveStrategy = Closure.DELEGATE_FIRST
        words.call()
    }
}

class Remote extends Context {
    Node config = new Node(null, 'hudson.plugins.git.UserRemoteConfig')
    void url(String value) { config.appendNode('url', value) }
    void credentials(String value) { config.appendNode('credentialsId', value) }
}

class Git extends Context {
    Node scm = new Node(null, 'scm', ['class': 'hudson.plugins.git.GitSCM'])
    void remote(Closure words) {
        def remote = new Remote()
        run(words, remote)
        scm.appendNode('userRemoteConfigs').append(remote.config)
    }
    void branch(String value) {
        scm.appendNode('branches').appendNode('hudson.plugins.git.BranchSpec').appendNode('name', value)
        scm.appendNode('configVersion', 2)
        scm.appendNode('doGenerateSubmoduleConfigurations', false)
        scm.appendNode('gitTool', 'Default')
    }
}

class CpsScm extends Context {
    Node definition = new Node(null, 'definition', ['class': 'org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition'])
    void scm(Closure words) { run(words, this) }
    void git(Closure words) {
        def git = new Git()
        run(words, git)
        definition.append(git.scm)
    }
    void scriptPath(String value) { definition.appendNode('scriptPath', value) }
    void lightweight(boolean value = true) { definition.appendNode('lightweight', value) }
}

class Definition extends Context {
    CpsScm context
    void cpsScm(Closure words) { run(words, context) }
}

class Item extends Context {
    Node root
    List blocks = []
    void description(String text) {
        blocks << { Node node -> node.remove(node.get('description')[0] ?: new Node(null, 'x')); node.appendNode('description', text) }
    }
    void configure(Closure block) { blocks << block }
    void definition(Closure words) {
        def context = new CpsScm()
        run(words, new Definition(context: context))
        blocks << { Node node -> node.remove(node.get('definition')[0]); node.append(context.definition) }
    }
    Map getProperties() { throw new UnsupportedOperationException() }
    String xml() {
        blocks.each { it.call(root) }
        def text = new StringWriter()
        def printer = new XmlNodePrinter(new PrintWriter(text), '    ')
        printer.preserveWhitespace = true
        printer.expandEmptyElements = true
        printer.print(root)
        text.toString()
    }
}

def items = [:]
def make = { String path, String template, Closure words ->
    def item = new Item(root: new XmlParser().parseText(template))
    if (words != null) {
        words.delegate = item
        words.resolveStrategy = Closure.DELEGATE_FIRST
        words.call()
    }
    items[path] = item
}
def binding = new Binding([
    folder: { String path, Closure words = null ->
        make(path, '<com.cloudbees.hudson.plugins.folder.Folder><actions/><properties/></com.cloudbees.hudson.plugins.folder.Folder>', words)
    },
    pipelineJob: { String path, Closure words ->
        make(path, '<flow-definition><actions/><description/><keepDependencies>false</keepDependencies><properties/>' +
            '<definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition"/><triggers/></flow-definition>', words)
    },
])
new GroovyShell(binding).evaluate(new File(args[0]).getText('UTF-8'))
println JsonOutput.toJson(items.collectEntries { path, item -> [path, item.xml()] })
