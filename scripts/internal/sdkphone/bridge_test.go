package sdkphone

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/vectors"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// fake is the other end of a bridge: a script of what each command is answered with.
type fake struct {
	answers map[string]func(c command) (result any, failed *failure)
	out     io.WriteCloser
	done    chan struct{}
}

// newFake makes a bridge to a fake that answers what the script does not say with nothing.
func newFake(t *testing.T) (*Bridge, *fake) {
	t.Helper()
	in, commands := io.Pipe()
	lines, out := io.Pipe()
	f := &fake{answers: map[string]func(command) (any, *failure){}, out: out, done: make(chan struct{})}
	go f.run(in)
	b := New(lines, commands)
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
		<-f.done
	})
	return b, f
}

func (f *fake) run(in io.Reader) {
	defer close(f.done)
	defer func() { _ = f.out.Close() }()
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var c struct {
			ID    int            `json:"id"`
			Phone int            `json:"phone"`
			Do    string         `json:"do"`
			With  jsontext.Value `json:"with"`
		}
		if json.Unmarshal(lines.Bytes(), &c) != nil || c.ID == 0 {
			continue
		}
		answer := map[string]any{"id": c.ID}
		if script := f.answers[c.Do]; script != nil {
			result, failed := script(command{ID: c.ID, Phone: c.Phone, Do: c.Do, With: c.With})
			answer["result"], answer["error"] = result, failed
		}
		f.say(answer)
	}
}

func (f *fake) say(line any) { _, _ = f.out.Write(append(encode(line), '\n')) } // a bridge that is gone hears nothing

func newTestPhone(b *Bridge) *Phone {
	return b.Phone(phone.Options{
		Author: "s-a", Role: "assistantNurse", Replica: "s_a_1", Schema: schema.Embedded(), NewID: func() string { return "01JD0000000000000000000001" },
		Now: func() int64 { return 1_795_000_000_000 },
	}, nil).(*Phone)
}

func TestEdit_FailsAsAGoPhoneWould(t *testing.T) {
	t.Parallel()
	b, f := newFake(t)
	var why *failure
	f.answers["edit"] = func(command) (any, *failure) { return nil, why }
	p := newTestPhone(b)
	edit := func(as *failure) error {
		why = as
		_, err := p.Edit(replica.Draft{Scope: "citizen/c1/social/ekby", Doc: "v-1", Type: "visitNote"})
		return err
	}
	invalid := new(replica.Invalid)
	if err := edit(&failure{Kind: "invalid", Code: "bad-value", Field: "text"}); !errors.As(err, &invalid) || invalid.Code != "bad-value" || invalid.Field != "text" {
		t.Errorf("an invalid draft: %v", err)
	}
	if err := edit(&failure{Kind: "invalid", Code: "revoked"}); !errors.Is(err, replica.ErrRevoked) {
		t.Errorf("a revoked scope: %v", err)
	}
	if err := edit(&failure{Kind: "offline"}); !errors.Is(err, phone.ErrOffline) {
		t.Errorf("without network: %v", err)
	}
	if err := edit(&failure{Kind: "broken", Text: "at line 7"}); err == nil || !strings.Contains(err.Error(), "at line 7") {
		t.Errorf("something else: %v", err)
	}
}

func TestSettle_WaitsForTheState(t *testing.T) {
	t.Parallel()
	b, f := newFake(t)
	p := newTestPhone(b)
	f.say(map[string]any{"phone": p.n, "state": map[string]any{"online": true, "line": "greeting"}})
	settled := make(chan error, 1)
	go func() { settled <- p.Settle(t.Context()) }()
	f.say(map[string]any{"phone": p.n, "heard": []heard{{Verdict: document.Verdict{Edit: "e1", Kind: document.Applied, Seq: 4}, Lost: true}}})
	f.say(map[string]any{"phone": p.n, "state": map[string]any{"online": true, "line": "live", "settled": true}})
	if err := <-settled; err != nil {
		t.Error(err)
	}
	if diary := p.Diary("e1"); len(diary) != 1 || !diary[0].Lost || diary[0].Verdict.Seq != 4 {
		t.Errorf("the diary has %v", diary)
	}
	f.say(map[string]any{"phone": p.n, "state": map[string]any{"online": true, "line": "live", "waits": "2 unsent"}})
	if err := p.wait(t.Context(), func() bool { return !p.state.Settled }); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeoutCause(t.Context(), time.Millisecond, errors.New("no patience"))
	defer stop()
	if err := p.Settle(ctx); err == nil || !strings.Contains(err.Error(), "2 unsent") || !strings.Contains(err.Error(), "no patience") {
		t.Errorf("a phone that does not settle: %v", err)
	}
}

func TestBridge_ThatEndsFailsWhoWaits(t *testing.T) {
	t.Parallel()
	b, f := newFake(t)
	p := newTestPhone(b)
	f.say(map[string]any{"phone": p.n, "state": map[string]any{"online": true}})
	if err := p.wait(t.Context(), func() bool { return p.state.Online }); err != nil { // offline nothing is waited for
		t.Fatal(err)
	}
	failed := make(chan error, 1)
	go func() { failed <- p.Settle(t.Context()) }()
	f.answers["online"] = func(command) (any, *failure) { _ = f.out.Close(); return nil, nil }
	if err := p.Online(t.Context()); err == nil {
		t.Error("a command has an answer from nobody")
	}
	if err := <-failed; err == nil {
		t.Error("a phone settles that nobody plays")
	}
	p.Look(func(r *replica.Replica) {
		if n := len(r.Scopes()); n > 0 {
			t.Errorf("it holds %d scopes", n)
		}
	})
	if len(p.Faults()) == 0 {
		t.Error("nobody is told that the look failed")
	}
}

// held is a Go replica with something in it, and what an SDK that is the same would report of it.
func held(t *testing.T, p *Phone) (*replica.Replica, map[string]any) {
	t.Helper()
	r := replica.New(p.options())
	r.Welcome([]document.Scope{"citizen/c1/social/ekby"}, 7)
	if _, err := r.Edit(1_795_000_000_000, replica.Draft{Scope: "citizen/c1/social/ekby", Doc: "v-1", Type: "visitNote", Create: true,
		Changes: map[string]document.Op{"text": {Add: map[string]jsontext.Value{"E-1": jsontext.Value(`{"at":"2026-11-24T10:00:00Z","text":"Hej"}`)}}}}); err != nil {
		t.Fatal(err)
	}
	shownAs, statuses := map[document.Scope]any{}, map[document.Scope]any{}
	for _, scope := range r.Scopes() {
		list := []shown{}
		for _, s := range r.ShowAll(scope) {
			list = append(list, shown{s.Doc, s.Type, s.Seq, s.Waiting, s.Unknown, vectors.View(s.View)})
		}
		s, _ := r.Status(scope)
		shownAs[scope], statuses[scope] = list, status(s)
	}
	return r, map[string]any{
		"version": 2, "snapshot": jsontext.Value(r.Snapshot()), "shown": shownAs, "derived": phone.Derived(r, p.o.Schema), "statuses": statuses, "outbox": r.Outbox(0, 0), "aside": []any{},
		"pending": 1, "purgeable": []any{}, "cursors": r.Cursors(),
	}
}

func TestLook_FindsEveryDifference(t *testing.T) {
	t.Parallel()
	b, f := newFake(t)
	p := newTestPhone(b)
	_, same := held(t, p)
	var asked int
	f.answers["look"] = func(c command) (any, *failure) {
		asked++
		if string(c.With.(jsontext.Value)) == "2" {
			return map[string]any{"same": true}, nil
		}
		return same, nil
	}
	look := func() (pending int) {
		p.Look(func(r *replica.Replica) { pending = r.Pending() })
		return pending
	}
	if n := look(); n != 1 {
		t.Errorf("%d edits wait, want 1", n)
	}
	if n := look(); n != 1 {
		t.Errorf("looked at again, %d edits wait, want 1", n)
	}
	f.say(map[string]any{"phone": p.n, "state": map[string]any{"version": 2}})
	if err := p.wait(t.Context(), func() bool { return p.state.Version == 2 }); err != nil {
		t.Fatal(err)
	}
	if n := look(); n != 1 || asked != 2 {
		t.Errorf("%d edits wait, asked %d times, want 1 and 2: the bridge has said that nothing is new", n, asked)
	}
	if faults := p.Faults(); len(faults) > 0 {
		t.Errorf("the same is not the same: %q", faults)
	}
	for _, differs := range []string{"shown", "derived", "statuses", "outbox", "pending", "cursors", "purgeable", "aside"} {
		t.Run(differs, func(t *testing.T) {
			p := newTestPhone(b)
			_, other := held(t, p)
			switch differs {
			case "pending":
				other[differs] = 2
			case "outbox", "aside", "purgeable":
				other[differs] = []any{"x"}
			case "cursors":
				other[differs] = map[string]any{"citizen/c1/social/ekby": map[string]any{"epoch": "e", "seq": 1, "chain": ""}}
			default:
				other[differs] = map[string]any{"citizen/c1/social/ekby": []any{}}
			}
			var r report
			if err := json.Unmarshal(encode(other), &r); err != nil && differs != "purgeable" {
				t.Fatal(err)
			}
			made, err := replica.Restore(p.options(), r.Snapshot)
			if err != nil {
				t.Fatal(err)
			}
			if len(compare(made, p.o.Schema, &r)) == 0 {
				t.Error("nobody notices")
			}
		})
	}
}
