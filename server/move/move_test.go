package move_test

import (
	"bytes"
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
)

func TestMove_ThereAndBackGivesEqualBytes(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(rt *rapid.T) {
		from, to := newPebble(t), newPebble(t)
		draw(t, rt, from)
		lines, there := export(t, from)
		here := take(t, to, lines, move.Options{})
		again, back := export(t, to)
		if diff := cmp.Diff(lines, again); diff != "" {
			rt.Fatalf("-first +second\n%s", diff)
		}
		if there != here || here != back {
			rt.Fatalf("got\n%s\nand\n%s\nand\n%s", there, here, back)
		}
		wantSame(t, from, to)
	})
}

// wantSame compares what the lines do not show: documents, known edits, authors, open marks.
func wantSame(t testing.TB, from, to store.Store) {
	t.Helper()
	for _, scope := range scopes {
		key := store.Key{Tenant: tenant, Scope: scope}
		if diff := cmp.Diff(documents(t, from, key), documents(t, to, key)); diff != "" {
			t.Fatalf("documents of %s: -want +got\n%s", scope, diff)
		}
		for _, c := range suite.CheckLog(t, from, key) {
			for _, e := range c.Edits {
				want, err := from.Known(t.Context(), tenant, []string{e.Verdict.Edit})
				got, err2 := to.Known(t.Context(), tenant, []string{e.Verdict.Edit})
				if diff := cmp.Diff(want, got); diff != "" || err != nil || err2 != nil {
					t.Fatalf("known: %v %v %s", err, err2, diff)
				}
			}
		}
	}
	if diff := cmp.Diff(written(t, from), written(t, to)); diff != "" {
		t.Fatalf("authors: %s", diff)
	}
}

func documents(t testing.TB, s store.Store, key store.Key) (list []string) {
	t.Helper()
	for d, err := range s.Since(t.Context(), key, 0) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(d.Bytes))
	}
	return list
}

func written(t testing.TB, s store.Store) (list []store.Wrote) {
	t.Helper()
	for w, err := range s.WrittenBy(t.Context(), tenant, "s1", math.MinInt64, math.MaxInt64) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, w)
	}
	return list
}

func TestImport_NamesTheLineThatWasCutOrChanged(t *testing.T) {
	t.Parallel()
	s := newPebble(t)
	h := newHistory(t, s, scopes[0])
	h.commit("ett", "a")
	h.commit("två", "a", "b")
	lines, _ := export(t, s) // samsyn, commit, commit, scope, end
	all := strings.SplitAfter(lines, "\n")[:5]
	for name, c := range map[string]struct {
		text  string
		line  int
		cause error
	}{
		"nothing":             {"", 1, move.ErrCut},
		"cut in a line":       {lines[:len(all[0])+len(all[1])+7], 3, move.ErrCut},
		"cut after a line":    {strings.Join(all[:3], ""), 4, move.ErrCut},
		"without the end":     {strings.Join(all[:4], ""), 5, move.ErrCut},
		"a letter changed":    {strings.Replace(lines, "två", "tva", 1), 3, move.ErrChanged},
		"a line lost":         {strings.Join(append(all[:1:1], all[2:]...), ""), 2, move.ErrChanged},
		"a line doubled":      {strings.Join(append(all[:2:2], all[1:]...), ""), 3, move.ErrChanged},
		"an empty line":       {all[0] + "\n" + all[1], 2, move.ErrChanged},
		"more after the end":  {lines + lines, 6, move.ErrChanged},
		"something else":      {"{\"hello\":1}\n", 1, move.ErrChanged},
		"the last line first": {all[4] + all[0], 1, move.ErrChanged},
	} {
		_, err := move.Import(t.Context(), newPebble(t), strings.NewReader(c.text), move.Options{})
		var bad *move.LineError
		if !errors.As(err, &bad) || bad.Line != c.line || !errors.Is(err, c.cause) || bad.Do == "" {
			t.Errorf("%s: got %v, want line %d: %v", name, err, c.line, c.cause)
		}
	}
}

func TestImport_RefusesATenantThatIsThere(t *testing.T) {
	t.Parallel()
	from := newPebble(t)
	newHistory(t, from, scopes[0]).commit("ett", "a")
	lines, _ := export(t, from)
	for name, fill := range map[string]func(store.Store){
		"a scope":  func(s store.Store) { newHistory(t, s, scopes[1]).commit("två", "b") },
		"an event": func(s store.Store) { _ = s.Record(t.Context(), tenant, []store.Event{{Action: store.ActionRead}}) },
		"a login": func(s store.Store) {
			_ = s.Touch(t.Context(), tenant, store.Contact{Who: store.Who{Replica: "r"}})
		},
		"an import": func(s store.Store) { take(t, s, lines, move.Options{}) },
	} {
		to := newPebble(t)
		fill(to)
		if _, err := move.Import(t.Context(), to, strings.NewReader(lines), move.Options{}); !errors.Is(err, move.ErrThere) {
			t.Errorf("%s is there: got %v", name, err)
		}
	}
	if _, err := move.Import(t.Context(), newPebble(t), strings.NewReader(lines), move.Options{Tenant: "another"}); err == nil {
		t.Error("another tenant than the one asked for was imported")
	}
	if _, err := move.Export(t.Context(), from, "nobody", &bytes.Buffer{}, nil); !errors.Is(err, move.ErrNoTenant) {
		t.Errorf("export of nobody: %v", err)
	}
}

// A crash, or a cut file, may come anywhere: the same import again ends it, and nothing is there twice.
func TestImport_GoesOnWhereItStopped(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	for _, restore := range []bool{false, true} {
		rapid.Check(t, func(rt *rapid.T) {
			from, to := newPebble(t), newPebble(t)
			draw(t, rt, from)
			lines, _ := export(t, from)
			counted := suite.NewFaulty(newPebble(t))
			want := take(t, counted, lines, move.Options{Restore: restore})
			fault := suite.Fault{N: rapid.IntRange(1, counted.Calls("")).Draw(rt, "call"), After: rapid.Bool().Draw(rt, "after")}
			if _, err := move.Import(t.Context(), suite.NewFaulty(to, fault), strings.NewReader(lines), move.Options{Restore: restore}); err == nil {
				rt.Fatalf("%v: no error", fault)
			}
			got, err := move.Import(t.Context(), to, strings.NewReader(lines), move.Options{Restore: restore})
			if errors.Is(err, move.ErrThere) && fault.After && fault.N == counted.Calls("") {
				return // all was done, and the last word was lost
			}
			if err != nil || got != want {
				rt.Fatalf("%v: %v\n%s\nwant\n%s", fault, err, got, want)
			}
			if err := move.Unfinished(t.Context(), to, tenant); err != nil {
				rt.Fatal(err)
			}
			if again, _ := export(t, to); !restore && again != lines {
				rt.Fatalf("%v: -want +got\n%s", fault, cmp.Diff(lines, again))
			}
		})
	}
}

func TestUnfinished_UntilTheWholeFileIsIn(t *testing.T) {
	t.Parallel()
	from, to := newPebble(t), newPebble(t)
	h := newHistory(t, from, scopes[0])
	h.commit("ett", "a")
	lines, _ := export(t, from)
	newHistory(t, from, scopes[1]).commit("två", "a")
	h.commit("tre", "a")
	others, _ := export(t, from)
	if err := move.Unfinished(t.Context(), to, tenant); err != nil {
		t.Error(err)
	}
	half := strings.Join(strings.SplitAfter(lines, "\n")[:3], "")
	if _, err := move.Import(t.Context(), to, strings.NewReader(half), move.Options{}); !errors.Is(err, move.ErrCut) {
		t.Errorf("half of a file: %v", err)
	}
	if err := move.Unfinished(t.Context(), to, tenant); !errors.Is(err, move.ErrUnfinished) {
		t.Errorf("half imported: %v", err)
	}
	if _, err := move.Import(t.Context(), to, strings.NewReader(lines), move.Options{Restore: true}); !errors.Is(err, move.ErrOther) {
		t.Errorf("a restore after half an import: %v", err)
	}
	stranger := newPebble(t)
	newHistory(t, stranger, scopes[0]).commit("annat", "a")
	foreign, _ := export(t, stranger)
	if _, err := move.Import(t.Context(), to, strings.NewReader(foreign), move.Options{}); !errors.Is(err, move.ErrOther) {
		t.Errorf("another history after half an import: %v", err)
	}
	take(t, to, others, move.Options{}) // the same history, a little longer
	if err := move.Unfinished(t.Context(), to, tenant); err != nil {
		t.Error(err)
	}
}

// The chain may be whole and the log wrong all the same: what its commits make is not what it says.
func TestImport_RefusesALogThatItsDocumentsDoNotFit(t *testing.T) {
	t.Parallel()
	s := newPebble(t)
	h := newHistory(t, s, scopes[0])
	c := h.next("ett", "a")
	c.Checksum++
	h.close(h.append(c))
	lines, _ := export(t, s)
	_, err := move.Import(t.Context(), newPebble(t), strings.NewReader(lines), move.Options{})
	var bad *move.LineError
	if !errors.As(err, &bad) || bad.Line != 3 || !strings.Contains(err.Error(), "checksum") {
		t.Errorf("got %v", err)
	}
}

func TestImport_AStoppedOneSaysSo(t *testing.T) {
	t.Parallel()
	s := newPebble(t)
	newHistory(t, s, scopes[0]).commit("ett", "a")
	lines, _ := export(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := move.Import(ctx, newPebble(t), strings.NewReader(lines), move.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
