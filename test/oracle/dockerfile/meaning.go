package main

import (
	"maps"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

// meaning follows the variables through a Dockerfile, in the order in which a build does.
type meaning struct {
	lex    *shell.Lex
	base   map[string]string
	env    map[string]string
	global map[string]string
	// A FROM has been read.
	inStage bool
}

func newMeaning(escape rune, base map[string]string) *meaning {
	return &meaning{lex: shell.NewLex(escape), base: base, env: maps.Clone(base), global: map[string]string{}}
}

// of gives the typed instruction with its values expanded.
func (m *meaning) of(node *parser.Node) (any, error) {
	typed, err := instructions.ParseInstruction(node)
	if err != nil {
		return nil, err
	}
	switch command := typed.(type) {
	case *instructions.Stage:
		command.BaseName, err = m.expand(command.BaseName, m.global)
		if err == nil {
			command.Platform, err = m.expand(command.Platform, m.global)
		}
		m.inStage = true
		m.env = maps.Clone(m.base)
		if m.env == nil {
			m.env = map[string]string{}
		}
		return map[string]string{"From": command.BaseName, "Name": command.Name, "Platform": command.Platform}, err
	case *instructions.ArgCommand:
		return command, m.declare(command)
	case *instructions.ExposeCommand:
		ports := []string{}
		for _, port := range command.Ports {
			words, err := m.lex.ProcessWords(port, variables(m.env))
			if err != nil {
				return nil, err
			}
			ports = append(ports, words...)
		}
		command.Ports = ports
		return command, nil
	}
	if expandable, ok := typed.(instructions.SupportsSingleWordExpansion); ok {
		if err := expandable.Expand(func(word string) (string, error) { return m.expand(word, m.env) }); err != nil {
			return nil, err
		}
	}
	if expandable, ok := typed.(instructions.SupportsSingleWordExpansionRaw); ok {
		lex := shell.NewLex('\\')
		lex.SkipProcessQuotes = true
		if err := expandable.ExpandRaw(func(text string) (string, error) {
			result, _, err := lex.ProcessWord(text, variables(m.env))
			return result, err
		}); err != nil {
			return nil, err
		}
	}
	m.remember(typed)
	if run, ok := typed.(*instructions.RunCommand); ok {
		return map[string]any{
			"CmdLine": run.CmdLine, "Files": run.Files, "PrependShell": run.PrependShell,
			"Mounts": instructions.GetMounts(run), "Network": instructions.GetNetwork(run), "Security": instructions.GetSecurity(run),
		}, nil
	}
	return typed, nil
}

// declare sets the variables of an ARG one after the other; each sees those before it. One without a default takes the
// value that it has before the first FROM.
func (m *meaning) declare(command *instructions.ArgCommand) error {
	for index, arg := range command.Args {
		env := m.env
		if !m.inStage {
			env = m.global
		}
		if arg.Value == nil {
			if value, set := m.global[arg.Key]; set && m.inStage {
				env[arg.Key] = value
			}
			continue
		}
		value, err := m.expand(*arg.Value, env)
		if err != nil {
			return err
		}
		command.Args[index].Value = &value
		env[arg.Key] = value
	}
	return nil
}

// remember keeps the variables that an ENV sets for those that follow.
func (m *meaning) remember(typed any) {
	if command, ok := typed.(*instructions.EnvCommand); ok {
		for _, pair := range command.Env {
			m.env[pair.Key] = pair.Value
		}
	}
}

func (m *meaning) expand(word string, env map[string]string) (string, error) {
	result, _, err := m.lex.ProcessWord(word, variables(env))
	return result, err
}

func variables(env map[string]string) shell.EnvGetter {
	list := []string{}
	for name, value := range env {
		list = append(list, name+"="+value)
	}
	return shell.EnvsFromSlice(list)
}
