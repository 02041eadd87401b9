package main

import (
	"net/http/httptest"
	"testing"
)

func TestAnswer(t *testing.T) {
	w := httptest.NewRecorder()
	answer(w, httptest.NewRequest("GET", "/orders", nil))
	if got, want := w.Body.String(), "/orders unknown\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
