/** For `--help` of the commands that ask a controller. */
export const ACCESS_HELP = `
The controller and the account come from the environment, never from cooperage.json:
  JENKINS_URL          the address of its start page, such as https://jenkins.example.com/ci
  JENKINS_USER         the id of the account
  JENKINS_TOKEN        an API token of it (in Jenkins: your name, Security), or
  JENKINS_TOKEN_FILE   a file that holds the token, or USER:TOKEN
  JENKINS_PASSWORD     a password, where there are no tokens; or JENKINS_PASSWORD_FILE
  JENKINS_CA_FILE      certificates (PEM) of an authority of your own
HTTPS_PROXY, HTTP_PROXY and NO_PROXY are followed.`;
