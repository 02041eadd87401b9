// Hands the agent its secret, in a volume that only the two share. The controller makes it from a key of its own, so
// no file can hold it beforehand.
import jenkins.slaves.JnlpAgentReceiver

new File('/run/agent/secret').text = JnlpAgentReceiver.SLAVE_SECRET.mac('builder')
