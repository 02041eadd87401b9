// Reads Dockerfiles with BuildKit's own parser, so that tests can compare what it sees with what was meant.
//
// Standard input: one JSON object a line, {"dockerfile": "...", "env": {"NAME": "value"}}. Standard output: one JSON
// object a line, in the same order. One process answers thousands of them.
package main

import (
	"bufio"
	"encoding/json"
	"io"
	"log"
	"os"
)

type request struct {
	Dockerfile string            `json:"dockerfile"`
	Env        map[string]string `json:"env"`
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
			if err := encoder.Encode(read(asked.Dockerfile, asked.Env)); err != nil {
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
