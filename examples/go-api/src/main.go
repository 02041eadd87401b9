// Command go-api answers every request with the path that was asked for.
package main

import (
	"flag"
	"fmt"
	"log"
	"net/http"
)

// commit is set by the linker.
var commit = "unknown"

func main() {
	listen := flag.String("listen", ":8080", "address")
	version := flag.Bool("version", false, "print the version and exit")
	flag.Parse()
	if *version {
		fmt.Println("go-api", commit)
		return
	}
	log.Fatal(http.ListenAndServe(*listen, http.HandlerFunc(answer)))
}

func answer(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "%s %s\n", r.URL.Path, commit)
}
