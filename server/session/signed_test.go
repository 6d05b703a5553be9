package session_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
	"github.com/samsyn/samsyn/sync/sign"
)

func (w *world) opener() *sign.Opener {
	o, err := sign.NewOpener(bytes.Repeat([]byte{5}, 32))
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}

func keyOf(t testing.TB, n byte) sign.Key {
	t.Helper()
	k, err := sign.NewKey(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// signer is a connection of somebody's phone that signs.
type signer struct {
	*conn
	key     sign.Key
	replica string
	device  string
}

func (w *world) signs(who, replicaID string, n byte) *signer {
	c := &signer{conn: w.connect(who, fanout.Limits{}), key: keyOf(w.t, n), replica: replicaID, device: "D-14"}
	c.r = replica.New(replica.Options{
		Replica: replicaID, Author: who, Role: "assistantNurse", Schema: schema.Embedded(), NewID: w.newID, Key: c.key,
	})
	c.r.SealTo(w.opener().Public())
	return c
}

func (c *signer) helloFrame(life time.Duration) wire.Hello {
	return wire.Hello{
		Contract: wire.Contract, Token: c.w.token(c.who, life), Replica: c.replica, Key: c.key.Public(), Device: c.device,
		Clock: c.w.now, Cursors: c.r.Cursors(),
	}
}

func (c *signer) online() *signer {
	c.w.t.Helper()
	c.frame(wire.AppendHello(nil, c.helloFrame(time.Hour)))
	if got := c.all(); len(got) == 0 || got[0].Kind() != wire.KindWelcome {
		c.w.t.Fatalf("no welcome: %v", kinds(got))
	}
	return c
}

// again is the same phone on a new connection.
func (c *signer) again() *signer {
	next := *c
	next.conn = c.w.connect(c.who, fanout.Limits{})
	next.r = c.r
	return &next
}

func (c *signer) notes(doc, text string) document.Edit {
	c.w.t.Helper()
	e, err := c.r.Edit(c.w.now, replica.Draft{Scope: social, Type: "visitNote", Doc: doc, Create: true, Changes: map[string]document.Op{
		"text": {Add: map[string]jsontext.Value{"i1": toJSON(map[string]string{"at": document.TimeText(start), "text": text})}}}})
	if err != nil {
		c.w.t.Fatal(err)
	}
	return e
}

func (c *signer) proof(edits ...document.Edit) *sign.Proof {
	c.w.t.Helper()
	pieces := c.r.Pieces(edits)
	if len(pieces) != 1 {
		c.w.t.Fatalf("%d pieces", len(pieces))
	}
	return pieces[0].Proof
}

func (c *signer) hands(proof *sign.Proof, edits ...document.Edit) {
	c.w.t.Helper()
	frame, err := wire.AppendSigned(nil, edits, proof)
	if err != nil {
		c.w.t.Fatal(err)
	}
	c.frame(frame)
}

func verdictsOf(frames []wire.Frame) (out []document.Verdict) {
	for _, f := range frames {
		if v, ok := f.(*wire.Verdicts); ok {
			out = append(out, v.Verdicts...)
		}
	}
	return out
}

func errorsOf(frames []wire.Frame) (out []string) {
	for _, f := range frames {
		if e, ok := f.(*wire.Error); ok {
			out = append(out, e.Code)
		}
	}
	return out
}

func (w *world) login(replicaID string) *flow.Login {
	w.t.Helper()
	l, err := w.flow.Login(context.Background(), tenantID, replicaID)
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

// entry finds an edit in the log of a scope.
func (w *world) entry(scope document.Scope, edit string) *document.Entry {
	w.t.Helper()
	for c, err := range w.store.Commits(context.Background(), store.Key{Tenant: tenantID, Scope: scope}, 1, 0) {
		if err != nil {
			w.t.Fatal(err)
		}
		for i := range c.Edits {
			if c.Edits[i].Verdict.Edit == edit {
				return &c.Edits[i]
			}
		}
	}
	return nil
}

func (w *world) own(who string) document.Scope {
	return document.OwnScope(access.Staff, who, "ekby")
}

func TestSigned_IsTakenAndSentAgainAnsweredAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	if l := w.login("r7"); l == nil || l.Key != c.key.Public() || l.Device != "D-14" || l.Actor.ID != "amina" {
		t.Fatalf("the login: %+v", l)
	}
	es := []document.Edit{c.notes("n1", "ett"), c.notes("n2", "två"), c.notes("n3", "tre")}
	c.hands(c.proof(es...), es...)
	for _, v := range verdictsOf(c.all()) {
		if v.Kind != document.Applied {
			t.Errorf("%+v", v)
		}
	}
	head := w.head(social)
	for _, piece := range [][]document.Edit{es, es[1:], es[:1]} { // a replayed frame, and parts of it, on another connection
		again := c.again().online()
		again.hands(c.proof(piece...), piece...)
		got := verdictsOf(again.all())
		if len(got) != len(piece) || !got[0].Again || got[0].Kind != document.Applied {
			t.Errorf("sent again: %+v", got)
		}
	}
	if w.head(social) != head {
		t.Error("it was written twice")
	}
}

// Nothing of a frame is taken that the replica's key did not sign as it is, in this order, at this place.
func TestSigned_AForgeryIsNotTaken(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		forge func(amina, jonas *signer, es []document.Edit)
		want  string
	}{
		"no signature":      {func(a, _ *signer, es []document.Edit) { a.hands(nil, es...) }, fault.Unsigned},
		"another's text":    {func(a, _ *signer, es []document.Edit) { p := a.proof(es...); es[0].Doc = "n9"; a.hands(p, es...) }, fault.BadSignature},
		"one left out":      {func(a, _ *signer, es []document.Edit) { a.hands(a.proof(es...), es[1:]...) }, fault.BadSignature},
		"a gap":             {func(a, _ *signer, es []document.Edit) { a.hands(a.proof(es...), es[0], es[2]) }, fault.BadSignature},
		"another order":     {func(a, _ *signer, es []document.Edit) { a.hands(a.proof(es...), es[1], es[0], es[2]) }, fault.BadSignature},
		"one twice":         {func(a, _ *signer, es []document.Edit) { a.hands(a.proof(es...), append(es, es[0])...) }, fault.BadSignature},
		"to have seen more": {func(a, _ *signer, es []document.Edit) { p := a.proof(es...); es[0].Base.Seq += 7; a.hands(p, es...) }, fault.BadSignature},
		"another key": {func(a, j *signer, es []document.Edit) {
			p := sign.Prove(j.key, sign.Start("r7"), es...)
			a.hands(&p, es...)
		}, fault.BadSignature},
		"the author's signature, on another's edit": {func(a, j *signer, es []document.Edit) {
			stolen := j.notes("n8", "Jonas skrev det här.")
			p := sign.Prove(a.key, sign.Start("r7"), stolen)
			j.hands(&p, stolen)
		}, fault.BadSignature},
		"an author's edits under another's login": {func(a, j *signer, es []document.Edit) { j.hands(a.proof(es...), es...) }, fault.BadSignature},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			amina, jonas := w.signs("amina", "r7", 1).online(), w.signs("jonas", "r8", 2).online()
			es := []document.Edit{amina.notes("n1", "ett"), amina.notes("n2", "två"), amina.notes("n3", "tre")}
			head, own := w.head(social), w.head(w.own("amina"))
			c.forge(amina, jonas, es)
			got := append(amina.all(), jonas.all()...)
			if codes := errorsOf(got); !slices.Equal(codes, []string{c.want}) || len(verdictsOf(got)) != 0 {
				t.Errorf("codes %v, verdicts %+v", codes, verdictsOf(got))
			}
			if w.head(social) != head || w.head(w.own("amina")) != own {
				t.Error("something was written")
			}
		})
	}
}

// The phone is told to send one by one; the edit that cannot be read is then refused and kept, and the others go through.
func TestSigned_AnUnreadableEditAmongOthers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	good, bad := c.notes("n1", "ett"), c.notes("n2", "två")
	both := c.proof(good, bad)
	frame, err := wire.AppendSigned(nil, []document.Edit{good, bad}, both)
	if err != nil {
		t.Fatal(err)
	}
	broken := func(f []byte) []byte { return bytes.Replace(f, []byte(`"doc":"n2"`), []byte(`"doc":7`), 1) }
	c.frame(broken(frame))
	if got := c.codes(); !slices.Equal(got, []string{fault.BadSignature}) {
		t.Fatalf("together: %v", got)
	}
	c.hands(c.proof(good), good)
	alone, err := wire.AppendSigned(nil, []document.Edit{bad}, c.proof(bad))
	if err != nil {
		t.Fatal(err)
	}
	c.frame(broken(alone))
	got := verdictsOf(c.all())
	if len(got) != 2 || got[0].Kind != document.Applied || got[1].Code != document.CodeBadEdit {
		t.Errorf("one by one: %+v", got)
	}
}

func TestSigned_AReplicaIsOneLogins(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signs("amina", "r7", 1).online()
	for name, c := range map[string]*signer{
		"another key": w.signs("amina", "r7", 2), "another actor": w.signs("jonas", "r7", 1), "another actor and key": w.signs("jonas", "r7", 2),
		"another actor without a key": {conn: w.connect("jonas", fanout.Limits{}), replica: "r7"},
	} {
		c.frame(wire.AppendHello(nil, c.helloFrame(time.Hour)))
		if got := c.all(); !slices.Equal(errorsOf(got), []string{fault.ReplicaTaken}) || len(got) != 1 {
			t.Errorf("%s: %v", name, kinds(got))
		}
		c.replica = "rNew" + c.who // as the code asks
		if c.key.IsZero() {
			continue
		}
		c.replica += string(rune('a' + c.key.Public()[0]%20))
		c.online()
	}
	if l := w.login("r7"); l.Key != keyOf(t, 1).Public() || l.Actor.ID != "amina" {
		t.Errorf("the login is now %+v", l)
	}
}

// A phone from before it signed is served as ever; the same replica without its key may read and not write.
func TestSigned_WithoutAKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	old := w.connect("jonas", fanout.Limits{})
	old.hello()
	old.submit(old.writes("g1"))
	if got := verdictsOf(old.all()); len(got) != 1 {
		t.Errorf("an old phone: %+v", got)
	}
	if w.login("rjonas") != nil {
		t.Error("an old phone has a login")
	}
	w.signs("amina", "ramina", 1).online()
	c := w.signs("amina", "ramina", 1)
	c.key = sign.Key{}
	c.online()
	c.isAtHead(social)
	e := c.notes("n1", "ett")
	c.hands(nil, e)
	if got := c.codes(); !slices.Equal(got, []string{fault.Unsigned}) {
		t.Errorf("without its key: %v", got)
	}
}

// A lost phone: the moment its login is revoked it reads nothing and purges; what it hands in is parked if there was a cause.
func TestSigned_RevokedWhileConnected(t *testing.T) {
	t.Parallel()
	for _, cause := range []bool{true, false} {
		w := newWorld(t)
		c := w.signs("amina", "r7", 1).online()
		e := c.notes("n1", "ett")
		w.flow.Revoke(w.login("r7"), cause, "Telefonen är borta.", func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		w.goals("g", 1, 10)
		got := c.all()
		if codes := errorsOf(got); !slices.Equal(codes, []string{document.CodeReplicaRevoked}) || !slices.Contains(kinds(got), wire.KindRevoke) {
			t.Errorf("told %v, codes %v", kinds(got), codes)
		}
		for _, f := range got {
			if f.Kind() == wire.KindDocuments || f.Kind() == wire.KindCommit {
				t.Errorf("it reads on: %s", f.Kind())
			}
		}
		c.hands(c.proof(e), e)
		v := verdictsOf(c.all())
		if cause && (len(v) != 1 || v[0].Kind != document.Parked || v[0].Code != document.CodeReplicaRevoked) {
			t.Errorf("for cause: %+v", v)
		}
		if cause {
			if kept := w.entry(w.own("amina"), e.ID); kept == nil || !bytes.Contains(kept.Kept, []byte("ett")) {
				t.Errorf("kept: %+v", kept)
			}
		} else if len(v) != 1 || v[0].Kind != document.Applied {
			t.Errorf("without cause: %+v", v)
		}
		again := c.again()
		again.frame(wire.AppendHello(nil, again.helloFrame(time.Hour)))
		got = again.all()
		welcome, ok := got[0].(*wire.Welcome)
		if !ok || len(welcome.Scopes) != 0 || !slices.Equal(errorsOf(got), []string{document.CodeReplicaRevoked}) {
			t.Errorf("back again: %v", kinds(got))
		}
		again.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
		if got := again.all(); !slices.Equal(errorsOf(got), []string{document.CodeReplicaRevoked}) || len(got) != 1 {
			t.Errorf("with a new token: %v", kinds(got))
		}
	}
}

// After logging out the login reads nothing, whatever its token, and what it wrote until then is still handed in.
func TestSigned_AfterLoggingOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	before := c.notes("n1", "ett")
	c.frame(wire.AppendEnd(nil))
	if got := c.codes(); !slices.Equal(got, []string{fault.TokenExpired}) {
		t.Fatalf("logging out: %v", got)
	}
	w.now += 3_600_000
	after := c.notes("n2", "två")
	again := c.again()
	again.frame(wire.AppendHello(nil, again.helloFrame(time.Hour)))
	if got := again.all(); !slices.Equal(errorsOf(got), []string{fault.TokenExpired}) || len(got) != 1 {
		t.Errorf("back again: %v", kinds(got))
	}
	again.hands(again.proof(before, after), before, after)
	got := verdictsOf(again.all())
	if len(got) != 2 || got[0].Kind != document.Applied || got[1].Code != document.CodeTooLate {
		t.Errorf("handed in: %+v", got)
	}
}

// Over HTTP the first visit makes the login too, and proofs count.
func TestSigned_OverHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1)
	e := c.notes("n1", "ett")
	visit := func(h wire.Hello, proof *sign.Proof, edits ...document.Edit) ([]wire.Frame, error) {
		body, err := wire.AppendSyncSigned(nil, h, edits, proof)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := w.desk.Sync(t.Context(), h.Token, body)
		var out []wire.Frame
		for _, one := range raw {
			f, err := wire.Receive(one)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, f)
		}
		return out, err
	}
	got, err := visit(c.helloFrame(time.Hour), c.proof(e), e)
	if v := verdictsOf(got); err != nil || len(v) != 1 || v[0].Kind != document.Applied {
		t.Errorf("%v, %+v", err, v)
	}
	got, err = visit(c.helloFrame(time.Hour), nil, e)
	if codes := errorsOf(got); err != nil || !slices.Equal(codes, []string{fault.Unsigned}) {
		t.Errorf("unsigned: %v, %v", err, codes)
	}
	taken := w.signs("jonas", "r7", 2)
	if _, err = visit(taken.helloFrame(time.Hour), nil); fault.CodeOf(err) != fault.ReplicaTaken {
		t.Errorf("another's replica: %v", err)
	}
}

// textOf is all that a phone reads of frames.
func textOf(t *testing.T, frames []wire.Frame) string {
	t.Helper()
	text, err := json.Marshal(frames)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Sven locks the app with two notes unsent; Noor's login carries them. They are Sven's, and she learns codes.
func TestSealed_AColleagueCarries(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sven := w.signs("amina", "rSven", 1).online()
	es := []document.Edit{sven.notes("anteckning-1", "Gunnar åt inget."), sven.notes("anteckning-2", "Gunnar sov dåligt.")}
	boxes, err := sven.r.Seal("staff")
	if err != nil || len(boxes) != 1 {
		t.Fatalf("%d boxes, %v", len(boxes), err)
	}
	sven.s.Close()
	w.now += 8 * 3_600_000
	noor := w.signs("jonas", "rNoor", 2).online()
	frame := wire.AppendSealed(nil, boxes[0])
	noor.frame(frame)
	got := noor.all()
	want := &wire.Carried{Replica: "rSven", Verdicts: []wire.CarriedVerdict{{Edit: es[0].ID, Kind: document.Applied}, {Edit: es[1].ID, Kind: document.Applied}}}
	var answer *wire.Carried
	for _, f := range got {
		if a, ok := f.(*wire.Carried); ok {
			answer = a
		}
	}
	if diff := cmp.Diff(want, answer); diff != "" {
		t.Fatalf("(-want +got):\n%s", diff)
	}
	if v := verdictsOf(got); len(v) != 0 {
		t.Errorf("the carrier gets verdicts: %+v", v)
	}
	for _, secret := range []string{"Gunnar", "visitNote", "anteckning", `"text"`, string(social)} {
		if bytes.Contains(frame, []byte(secret)) || strings.Contains(textOf(t, []wire.Frame{answer}), secret) {
			t.Errorf("the carrier sees %q", secret)
		}
	}
	entry := w.entry(social, es[0].ID)
	if entry == nil || entry.Author != "amina" || entry.Replica != "rSven" || entry.Carrier == nil ||
		*entry.Carrier != (document.Carrier{Actor: "jonas", Replica: "rNoor", Device: "D-14"}) {
		t.Errorf("in the log: %+v", entry)
	}
	head, own := w.head(social), w.head(w.own("amina"))
	noor.frame(frame) // a replayed box
	noor.all()
	back := sven.again().online() // Sven opens the app again
	back.hands(back.proof(es...), es...)
	for _, v := range verdictsOf(back.all()) {
		if !v.Again || v.Kind != document.Applied {
			t.Errorf("Sven hears %+v", v)
		}
	}
	if w.head(social) != head || w.head(w.own("amina")) != own {
		t.Error("the replay wrote something")
	}
}

// What is wrong with a box is told in one way, and nothing of it is taken.
func TestSealed_WhatIsWrongIsNotTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sven := w.signs("amina", "rSven", 1).online()
	sven.notes("n1", "Gunnar åt inget.")
	boxes, err := sven.r.Seal("staff")
	if err != nil {
		t.Fatal(err)
	}
	noor := w.signs("jonas", "rNoor", 2).online()
	seal := func(a sign.Address, text string) sign.Box {
		box, err := sign.Seal(w.opener().Public(), a, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return box
	}
	stranger := w.signs("amina", "rStranger", 3) // never said hello
	stranger.notes("n3", "x")
	unknown, err := stranger.r.Seal("staff")
	if err != nil {
		t.Fatal(err)
	}
	renamed, opened := boxes[0], boxes[0]
	renamed.Author = "jonas"
	opened.Box = bytes.Clone(opened.Box)
	opened.Box[9] ^= 1
	text, err := w.opener().Open(boxes[0])
	if err != nil {
		t.Fatal(err)
	}
	mine := sign.Address{Author: "jonas", Kind: "staff", Replica: "rNoor"}
	other := sign.Address{Author: "jonas", Kind: "staff", Replica: "rSven"}
	head := w.head(social)
	for name, box := range map[string]sign.Box{
		"a bit changed":                opened,
		"another name on it":           renamed,
		"a replica nobody knows":       unknown[0],
		"another author's replica":     seal(other, string(text)),
		"Sven's edits as one's own":    seal(mine, string(text)),
		"without a proof":              seal(boxes[0].Address, strings.ReplaceAll(string(text), `"proof"`, `"prof"`)),
		"a text changed by who sealed": seal(boxes[0].Address, strings.ReplaceAll(string(text), "inget", "allt ")),
		"not submits":                  seal(boxes[0].Address, `{"frames":[{"frame":"end"}]}`),
		"nothing":                      seal(boxes[0].Address, `{}`),
	} {
		noor.frame(wire.AppendSealed(nil, box))
		got := noor.all()
		want := &wire.Carried{Replica: box.Replica, Code: fault.BadSignature, Duty: fault.Fix, Verdicts: []wire.CarriedVerdict{}}
		if len(got) != 1 {
			t.Errorf("%s: %v", name, kinds(got))
		} else if diff := cmp.Diff(wire.Frame(want), got[0]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if w.head(social) != head {
		t.Error("something was taken")
	}
}

// The author's login counts, not the carrier's: revoked for cause is parked, ended is taken if it was written before.
func TestSealed_TheAuthorsLoginCounts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before func(w *world, sven *signer)
		want   wire.CarriedVerdict
	}{
		"ended since": {func(_ *world, sven *signer) { sven.frame(wire.AppendEnd(nil)) }, wire.CarriedVerdict{Kind: document.Applied}},
		"revoked for cause": {func(w *world, _ *signer) { w.flow.Revoke(w.login("rSven"), true, "x", func(error) {}) },
			wire.CarriedVerdict{Kind: document.Parked, Code: document.CodeReplicaRevoked}},
		"lost, without cause": {func(w *world, _ *signer) { w.flow.Revoke(w.login("rSven"), false, "x", func(error) {}) }, wire.CarriedVerdict{Kind: document.Applied}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			sven := w.signs("amina", "rSven", 1).online()
			w.now += 1000
			e := sven.notes("n1", "Gunnar åt inget.")
			c.want.Edit = e.ID
			boxes, err := sven.r.Seal("staff")
			if err != nil {
				t.Fatal(err)
			}
			c.before(w, sven)
			noor := w.signs("jonas", "rNoor", 2)
			noor.frame(wire.AppendHello(nil, noor.helloFrame(-time.Hour))) // whose token has run out: it may hand in
			noor.all()
			noor.frame(wire.AppendSealed(nil, boxes[0]))
			var answer *wire.Carried
			for _, f := range noor.all() {
				if a, ok := f.(*wire.Carried); ok {
					answer = a
				}
			}
			if answer == nil || len(answer.Verdicts) != 1 || answer.Verdicts[0] != c.want || answer.Code != "" {
				t.Errorf("%+v, want %+v", answer, c.want)
			}
			if c.want.Kind == document.Parked {
				if kept := w.entry(w.own("amina"), e.ID); kept == nil || !bytes.Contains(kept.Kept, []byte("Gunnar")) || kept.Carrier == nil {
					t.Errorf("kept: %+v", kept)
				}
				if w.entry(social, e.ID) != nil {
					t.Error("it reached the citizen's record")
				}
			}
		})
	}
}

// A phone that comes with a token that ran out begins its login when it has a new one.
func TestSigned_ALoginBeginsWithANewToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1)
	c.frame(wire.AppendHello(nil, c.helloFrame(-time.Hour)))
	if got := c.codes(); !slices.Equal(got, []string{fault.TokenExpired}) || w.login("r7") != nil {
		t.Fatalf("at first: %v, %+v", got, w.login("r7"))
	}
	e := c.notes("n1", "ett")
	c.hands(nil, e)
	c.hands(c.proof(e), e)
	if got := c.codes(); !slices.Equal(got, []string{fault.TokenExpired, fault.TokenExpired}) {
		t.Errorf("unsigned, and under the key of its hello: %v", got)
	}
	c.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
	if got := c.all(); len(got) == 0 || got[0].Kind() != wire.KindWelcome || w.login("r7") == nil {
		t.Errorf("with a new token: %v, %+v", kinds(got), w.login("r7"))
	}
	c.hands(c.proof(e), e)
	if got := verdictsOf(c.all()); len(got) != 1 || got[0].Kind != document.Applied {
		t.Errorf("then: %+v", got)
	}
}

// A phone put back from a backup goes on from an old place in its chain, beside what it wrote since. Both arms are proven, and
// both are taken, as two that did not know of each other.
func TestSigned_AForkedPhoneGoesOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	c.notes("n1", "före")
	backup := c.r.Snapshot()
	lost := c.notes("n2", "efter")
	es := c.r.Outbox(0, 0)
	c.hands(c.proof(es...), es...)
	if got := verdictsOf(c.all()); len(got) != 2 {
		t.Fatalf("%+v", got)
	}
	old, err := replica.Restore(replica.Options{Schema: schema.Embedded(), NewID: w.newID, Role: "assistantNurse", Key: c.key}, backup)
	if err != nil {
		t.Fatal(err)
	}
	back := c.again()
	back.r = old
	back.online()
	anew := back.notes("n3", "igen")
	es = back.r.Outbox(0, 0)
	back.hands(back.proof(es...), es...)
	got := verdictsOf(back.all())
	if len(got) != 2 || !got[0].Again || got[1].Edit != anew.ID || got[1].Kind != document.Applied {
		t.Errorf("after the backup: %+v", got)
	}
	if w.entry(social, lost.ID) == nil || w.entry(social, anew.ID) == nil {
		t.Error("an arm is missing")
	}
}

// A server put back from a backup may not know a login any more: the phone's next hello writes it down again, with its key.
func TestSigned_ALoginThatARestoreLost(t *testing.T) {
	t.Parallel()
	lost := newWorld(t)
	c := lost.signs("amina", "r7", 1).online()
	e := c.notes("n1", "ett")
	w := newWorld(t) // the same municipality, from before Amina logged in
	again := w.signs("amina", "r7", 1)
	again.r = c.r
	again.online()
	again.hands(again.proof(e), e)
	if got := verdictsOf(again.all()); len(got) != 1 || got[0].Kind != document.Applied {
		t.Errorf("%+v", got)
	}
	if l := w.login("r7"); l == nil || l.Key != c.key.Public() {
		t.Errorf("the login: %+v", l)
	}
}
