// Puts paths to moby's own matcher of .dockerignore patterns, so that tests can compare our reading with it.
//
// Standard input: one JSON object a line, {"patterns": ["..."], "paths": ["..."]}. Standard output: one JSON object a
// line, in the same order: which paths are ignored, or why the patterns are refused.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"os"
	"path"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

type request struct {
	Patterns []string `json:"patterns"`
	Paths    []string `json:"paths"`
}

type answer struct {
	Error string `json:"error,omitempty"`
	// Whether one is malformed: the matcher overlooks some.
	Malformed bool `json:"malformed"`
	// Each path by itself: a pattern matches it or a folder above it.
	Ignored []bool `json:"ignored"`
	// As a walk of the folder from its top sees it.
	Walked []bool `json:"walked"`
}

func answerTo(asked request) answer {
	// A blank in front, so that no pattern is a comment: the array form has none.
	var file strings.Builder
	for _, pattern := range asked.Patterns {
		file.WriteString(" " + pattern + "\n")
	}
	patterns, err := ignorefile.ReadAll(strings.NewReader(file.String()))
	if err != nil {
		return answer{Error: err.Error()}
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return answer{Error: err.Error()}
	}
	found := answer{Ignored: []bool{}, Walked: []bool{}}
	for _, pattern := range matcher.Patterns() {
		if _, err := path.Match(pattern.String(), "."); err != nil {
			found.Malformed = true
		}
	}
	infos := map[string]patternmatcher.MatchInfo{".": {}}
	for _, each := range asked.Paths {
		ignored, err := matcher.MatchesOrParentMatches(each)
		if err != nil {
			return answer{Error: err.Error()}
		}
		walked, err := walk(matcher, infos, each)
		if err != nil {
			return answer{Error: err.Error()}
		}
		found.Ignored = append(found.Ignored, ignored)
		found.Walked = append(found.Walked, walked)
	}
	return found
}

// walk asks for the folders above the path first, as a walk does.
func walk(matcher *patternmatcher.PatternMatcher, infos map[string]patternmatcher.MatchInfo, each string) (bool, error) {
	parent := path.Dir(each)
	if _, known := infos[parent]; !known {
		if _, err := walk(matcher, infos, parent); err != nil {
			return false, err
		}
	}
	ignored, info, err := matcher.MatchesUsingParentResults(each, infos[parent])
	infos[each] = info
	return ignored, err
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			var asked request
			if err := json.Unmarshal(line, &asked); err != nil {
				log.Fatalf("a request is not JSON: %v", err)
			}
			if err := encoder.Encode(answerTo(asked)); err != nil {
				log.Fatal(err)
			}
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}
