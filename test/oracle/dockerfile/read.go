package main

import (
	"strings"
	"unicode"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
)

// answer is what one Dockerfile says.
type answer struct {
	Error        string         `json:"error,omitempty"`
	Escape       string         `json:"escape"`
	Directives   []directive    `json:"directives"`
	Warnings     []string       `json:"warnings"`
	Instructions []*instruction `json:"instructions"`
}

type directive struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// instruction is one node of the syntax tree, and what it means where it can be said.
type instruction struct {
	Verb      string       `json:"verb"`
	Flags     []string     `json:"flags"`
	Args      []string     `json:"args"`
	JSON      bool         `json:"json"`
	Heredocs  []heredoc    `json:"heredocs"`
	Comment   []string     `json:"comment"`
	Original  string       `json:"original"`
	StartLine int          `json:"startLine"`
	EndLine   int          `json:"endLine"`
	Trigger   *instruction `json:"trigger,omitempty"`
	Value     any          `json:"value,omitempty"`
	Error     string       `json:"error,omitempty"`
}

type heredoc struct {
	Name       string `json:"name"`
	Descriptor uint   `json:"descriptor"`
	Expand     bool   `json:"expand"`
	Chomp      bool   `json:"chomp"`
	Content    string `json:"content"`
}

// read parses a Dockerfile, and expands its values as a build with these variables in the base image would.
func read(text string, env map[string]string) answer {
	result := answer{Directives: []directive{}, Warnings: []string{}, Instructions: []*instruction{}}
	result.Directives = directivesOf(text)
	tree, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		result.Error = err.Error()
		return result
	}
	for _, warning := range tree.Warnings {
		result.Warnings = append(result.Warnings, warning.Short)
	}
	result.Escape = string(tree.EscapeToken)
	meaning := newMeaning(tree.EscapeToken, env)
	for _, node := range tree.AST.Children {
		each := instructionOf(node)
		each.Value, err = meaning.of(node)
		if err != nil {
			each.Error = err.Error()
		}
		result.Instructions = append(result.Instructions, each)
	}
	return result
}

func instructionOf(node *parser.Node) *instruction {
	result := &instruction{
		Verb:      strings.ToUpper(node.Value),
		Flags:     append([]string{}, node.Flags...),
		Args:      []string{},
		JSON:      node.Attributes["json"],
		Heredocs:  []heredoc{},
		Comment:   append([]string{}, node.PrevComment...),
		Original:  node.Original,
		StartLine: node.StartLine,
		EndLine:   node.EndLine,
	}
	for next := node.Next; next != nil; next = next.Next {
		if len(next.Children) > 0 {
			result.Trigger = instructionOf(next.Children[0])
			continue
		}
		result.Args = append(result.Args, next.Value)
	}
	for _, each := range node.Heredocs {
		result.Heredocs = append(result.Heredocs, heredoc{each.Name, each.FileDescriptor, each.Expand, each.Chomp, each.Content})
	}
	return result
}

// directivesOf gives the directives that the parser itself takes: it forgives a byte order mark, and blanks in front.
func directivesOf(text string) []directive {
	result := []directive{}
	directives := parser.DirectiveParser{}
	for _, line := range strings.Split(strings.TrimPrefix(text, "\uFEFF"), "\n") {
		line = strings.TrimLeftFunc(strings.TrimRight(line, "\r\n"), unicode.IsSpace)
		found, err := directives.ParseLine([]byte(line))
		if err != nil || found == nil {
			break
		}
		result = append(result, directive{found.Name, found.Value})
	}
	return result
}
