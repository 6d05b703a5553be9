package merge_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Trap T4: operation 3 comes before operation 1. No false conflict within one phone's own chain.

func TestOutOfOrder_EveryOrderOfOnePhonesChainEndsEqual(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, 2)
		start, seq := w.server, w.seq
		p := rapid.SampledFrom(w.phones).Draw(t, "writer")
		var chain []*letter
		for range 4 {
			if l := drawLetter(t, p); l != nil {
				chain = append(chain, l)
			}
		}
		checkEveryOrder(w, start, seq, chain)
	})
}

func TestOutOfOrder_EveryOrderEvenBeforeTheCreate(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		p := w.join("jonas", "nurse", rapid.SampledFrom(skews).Draw(t, "skew"))
		chain := []*letter{p.create(both(set("state", "voiced"), set("professionalWording", "v1"), set("start", "2026-12-01")))}
		for range 3 {
			if l := drawLetter(t, p); l != nil {
				chain = append(chain, l)
			}
		}
		checkEveryOrder(w, nil, 0, chain)
	})
}

// checkEveryOrder applies a chain in every order and compares with the order in which it was written.
func checkEveryOrder(w *world, start *document.Document, seq uint64, chain []*letter) {
	w.t.Helper()
	want := look(uncounted(replay(start, seq, []segment{{letters: chain}}, slices.Clone[[]*letter])))
	everyOrder(w, start, seq, chain, func(doc *document.Document) { want.same(w.t, uncounted(doc)) })
}

// everyOrder delivers the letters in every order and visits what each ends in. Orders that begin alike share their beginning.
func everyOrder(w *world, doc *document.Document, seq uint64, left []*letter, visit func(*document.Document)) {
	w.t.Helper()
	if len(left) == 0 {
		visit(doc)
	}
	for i, l := range left {
		in := l.in
		in.Seq = seq + 1
		out := merge.Apply(plan, doc, l.edit, in)
		checkCreated(w, doc, l, out)
		everyOrder(w, out.Doc, in.Seq, slices.Delete(slices.Clone(left), i, i+1), visit)
	}
}

// checkCreated looks at what one edit of a chain said and did about the create, on what the edits before it came to.
func checkCreated(w *world, before *document.Document, l *letter, out merge.Outcome) {
	w.t.Helper()
	created := before != nil && before.Created != "" || l.edit.Create
	awaited := out.Verdict.Code == document.CodeCreateAwaited
	switch {
	case out.Verdict.Kind == document.Refused:
		w.fail("%s refused in another order than it was written in: %+v", l.edit.ID, out.Verdict)
	case awaited != (out.Doc.Created == "" && !out.Hidden && out.Verdict.Code != document.CodeVoidedMeantime), awaited && created:
		w.fail("%s: create awaited %t, created %t", l.edit.ID, awaited, created)
	case (out.Doc.Created != "") != created:
		w.fail("created is %q after %s", out.Doc.Created, l.edit.ID)
	}
}

// uncounted leaves the bundle's sequence out: a change that its own successor overtook is not counted, for nobody could
// have answered to it.
func uncounted(d *document.Document) *document.Document {
	d = d.Clone()
	delete(d.Fields, "sequence")
	return d
}

func permute[T any](all []T, visit func([]T)) {
	var walk func(head, rest []T)
	walk = func(head, rest []T) {
		if len(rest) == 0 {
			visit(head)
		}
		for i := range rest {
			walk(append(slices.Clone(head), rest[i]), slices.Delete(slices.Clone(rest), i, i+1))
		}
	}
	walk(nil, all)
}

func TestOutOfOrder_ChainsOfEachPolicy(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(p *phone) []*letter{
		"states one after the other": func(p *phone) []*letter {
			return []*letter{p.create(set("state", "voiced")), p.write(set("state", "drafted")), p.write(set("state", "agreed")), p.write(set("state", "active"))}
		},
		"item added, changed, removed, added again": func(p *phone) []*letter {
			return []*letter{
				p.create(add("activities", "x", "1")), p.write(add("activities", "x", "2")),
				p.write(remove("activities", "x")), p.write(add("activities", "x", "3")),
			}
		},
		"item added and removed": func(p *phone) []*letter {
			return []*letter{p.create(set("icfCode", "d450")), p.write(add("activities", "x", "1")), p.write(remove("activities", "x"))}
		},
		"agreement, then a proposal to change it": func(p *phone) []*letter {
			return []*letter{
				p.create(set("professionalWording", "v1")), p.write(set("professionalWording", "proposed")),
				p.write(agree("professionalWording", "v2")), p.write(set("professionalWording", "proposed again")),
			}
		},
		"halves of a bundle": func(p *phone) []*letter {
			return []*letter{
				p.create(set("icfCode", "d450")), p.write(both(set("start", "2026-12-01"), set("place", "home"))),
				p.write(set("place", "clinic")), p.write(set("start", "2026-12-02")),
			}
		},
		"own words, then the citizen's": func(p *phone) []*letter {
			return []*letter{p.create(set("citizenWords", "staff's")), p.write(set("citizenWords", "staff's again")), p.forCitizen(set("citizenWords", "hers"))}
		},
		"written, then voided": func(p *phone) []*letter {
			return []*letter{p.create(set("icfCode", "d450")), p.write(set("icfCode", "d455")), p.void("wrong person")}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			checkEveryOrder(w, nil, 0, write(w.join("jonas", "nurse", 0)))
		})
	}
}

// A move that only the citizen may make is not bridged by an edit that is perhaps on its way.
func TestOutOfOrder_NobodyJumpsOverTheCitizensMove(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.join("amina", "assistant", 0)
	p.create(set("state", "voiced"))
	p.write(set("state", "drafted"))
	p.write(set("state", "agreed"))
	p.write(set("state", "active"))
	p.sync()
	p.write(set("icfCode", "elsewhere")) // never arrives: the next one stands on something unknown
	l := p.write(set("state", "achieved"))
	if out := w.deliver(l); out.Verdict.Code != document.CodeNotAllowed {
		t.Fatalf("an assistant reached achieved, which is the nurse's: %+v", out.Verdict)
	}
	if out := w.deliver(p.write(set("state", "withdrawnByCitizen"))); out.Verdict.Code != document.CodeNotAllowed {
		t.Fatalf("an assistant withdrew in the citizen's stead: %+v", out.Verdict)
	}
	if out := w.deliver(p.forCitizen(set("state", "withdrawnByCitizen"))); out.Verdict.Kind != document.Applied {
		t.Fatalf("the citizen's no, recorded by staff, was not applied: %+v", out.Verdict)
	}
}

// The edit that is still on its way may lie further back in the chain: drafted is lost, what Jonas wrote after it is here.
func TestOutOfOrder_AGapFurtherBack(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	drafted, code, agreed := v.jonas.write(set("state", "drafted")), v.jonas.write(set("icfCode", "d450")), v.jonas.write(set("state", "agreed"))
	v.deliver(code)
	wantVerdict(t, v.deliver(agreed), document.Applied, "")
	v.deliver(drafted)
	v.shows(t, "state", "agreed")
	v.beside(t, "state")
}
