module cooperage.test/oracle/patterns

go 1.24.3

require github.com/moby/patternmatcher v0.6.1
