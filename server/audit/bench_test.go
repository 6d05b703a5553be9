package audit_test

import (
	"fmt"
	"testing"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// BenchmarkReads takes batches of 20 signed reads.
func BenchmarkReads(b *testing.B) {
	w := newWorld(b)
	p := w.phone("amina", "assistantNurse", "D-14")
	b.ReportAllocs()
	for b.Loop() {
		for range 20 {
			p.opens(start, social, "g1", "read", false)
		}
		p.handsIn()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(20*b.N), "µs/read")
}

// BenchmarkWelcome is a hello of a login that holds 105 scopes: the first, which writes them, and each later one.
func BenchmarkWelcome(b *testing.B) {
	scopes := make([]document.Scope, 105)
	for i := range scopes {
		scopes[i] = document.Scope(fmt.Sprintf("citizen/c%02d/s%d/ekby", i/7, i%7))
	}
	w := newWorld(b)
	b.Run("first", func(b *testing.B) {
		b.ReportAllocs()
		for n := 0; b.Loop(); n++ {
			p := w.phone("amina", "assistantNurse", "D-14")
			p.login.Replica = fmt.Sprint("r", n)
			p.welcome(scopes)
		}
	})
	b.Run("again", func(b *testing.B) {
		p := w.phone("olle", "assistantNurse", "D-14")
		p.welcome(scopes)
		b.ReportAllocs()
		for b.Loop() {
			p.welcome(scopes, scopes...)
		}
	})
}

// BenchmarkLog asks for the log of a citizen with ten thousand reads.
func BenchmarkLog(b *testing.B) {
	w := newWorld(b)
	p := w.phone("amina", "assistantNurse", "D-14")
	for range 20 {
		for range 500 {
			p.opens(start, social, "g1", "read", false)
		}
		p.handsIn()
	}
	for b.Loop() {
		w.asks(audit.Question{Ask: audit.AskLog, Citizen: "c17", JSON: true})
	}
	if got := w.counts[store.ActionRead]; got != 10_000 {
		b.Fatal(got)
	}
}
