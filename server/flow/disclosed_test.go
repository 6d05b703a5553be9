package flow_test

import (
	"context"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

const (
	lindgarden = document.Scope("citizen/c1/social/lindgarden")
	c1Rights   = document.Scope("citizen/c1/rights/ekby")
)

// newDisclosureWorld adds Lindgården, which cares for c1 too: sofia in its team, with petra and jonas of the municipality.
func newDisclosureWorld(t *testing.T) *world {
	t.Helper()
	w := newCareWorld(t)
	w.load("staffMember", "sofia", ops("name", "Sofia", "employerOrgId", "lindgarden", "roles", []string{"assistantNurse"}, "state", "active"))
	seat := func(id string) any { return map[string]any{"staffId": id, "parts": []int{2, 3}} }
	w.load("careTeam", "lind", ops("name", "Lindgården", "providerOrgId", "lindgarden", "members", []any{seat("sofia"), seat("petra")}, "state", "active"))
	w.load("careAssignment", "as-lind", ops("teamId", "lind", "citizenId", "c1", "providerOrgId", "lindgarden", "state", "active", "reason", "teamMember"))
	return w
}

func oneItem(id string, v any) map[string]jsontext.Value {
	return map[string]jsontext.Value{id: value(v)}
}

func (w *world) shows(scope document.Scope, id, field string) string {
	w.t.Helper()
	doc := w.document(scope, id)
	if doc == nil {
		return ""
	}
	r := merge.Read(w.rules.Types[doc.Type], doc).Fields[field]
	if r.Value != nil && r.Value.Kind() != '"' {
		return string(r.Value)
	}
	return document.Unquote(r.Value)
}

func (w *world) disclose(by string, from, to document.Scope, id, typ, source, basis string) document.Verdict {
	w.t.Helper()
	return w.submit(by, w.create(by, from, "disclosure", id, ops("sourceId", source, "sourceType", typ, "toScope", string(to), "basis", basis,
		"why", "Behövs i det andra rummet", "state", "asked")))[0]
}

func (w *world) item(scope document.Scope, id string, part int, more ...any) {
	w.t.Helper()
	w.must("petra", w.create("petra", scope, "agendaItem", id, ops(append([]any{"question", "Kan vi prova rollator?", "part", part, "state", "proposed"}, more...)...)))
}

// heel is N-80 of W5: written by the municipality's own operation.
func (w *world) heel(id string) {
	w.t.Helper()
	e := w.create("amina", social, "visitNote", id, ops("category", "observation"))
	e.Changes["text"] = document.Op{Add: oneItem("t1", map[string]string{"text": "Röd häl", "at": "2026-11-27T09:20:00Z"})}
	w.must("amina", e)
}

func TestDisclosure_MovesAnItemBetweenPartsAsALinkedCopy(t *testing.T) {
	t.Parallel()
	w := newDisclosureWorld(t)
	w.item(part3, "a1", 3)
	if v := w.disclose("petra", part3, part2, "d1", "agendaItem", "a1", "sameBranch"); v.Kind == document.Refused {
		t.Fatalf("%+v", v)
	}
	ids := w.ofType(part2, "agendaItem")
	if len(ids) != 1 {
		t.Fatalf("part 2 holds %v", ids)
	}
	for field, want := range map[string]string{
		"question": "Kan vi prova rollator?", "part": "2", "state": "proposed", "disclosureBasis": "sameBranch",
		"linkedFrom": `{"basis":"sameBranch","disclosureId":"d1","id":"a1","scope":"citizen/c1/case-norra-3/ekby"}`,
	} {
		if got := w.shows(part2, ids[0], field); got != want {
			t.Errorf("the copy's %s is %s, want %s", field, got, want)
		}
	}
	if got := w.shows(part3, "a1", "part"); got != "3" {
		t.Errorf("the item's part became %s", got)
	}
	if w.shows(part3, "d1", "state") != "copied" || w.shows(part3, "d1", "copyId") != ids[0] {
		t.Errorf("the disclosure: %s, %s", w.shows(part3, "d1", "state"), w.shows(part3, "d1", "copyId"))
	}
}

// W5: Lindgården does not see the old journal by itself; "disclosure needs consent or harm test".
func TestDisclosure_HandsOverANoteToTheNewProvider(t *testing.T) {
	t.Parallel()
	w := newDisclosureWorld(t)
	w.heel("n80")
	w.disclose("petra", social, lindgarden, "d1", "visitNote", "n80", "consent")
	if got := w.shows(social, "d1", "refusedCode"); got != access.NoConsent || len(w.ofType(lindgarden, "visitNote")) > 0 {
		t.Errorf("without a consent: %q, and there are %v", got, w.ofType(lindgarden, "visitNote"))
	}
	w.load("consentRule", "k1", ops("citizenId", "c1", "recipients", []any{map[string]string{"kind": "org", "id": "lindgarden"}}, "compartments",
		[]string{"social"}, "state", "given"))
	w.disclose("petra", social, lindgarden, "d2", "visitNote", "n80", "consent")
	ids := w.ofType(lindgarden, "visitNote")
	if w.shows(social, "d2", "state") != "copied" || len(ids) != 1 {
		t.Fatalf("with a consent: %s %s, %v", w.shows(social, "d2", "state"), w.shows(social, "d2", "refusedCode"), ids)
	}
	r := merge.Read(w.rules.Types["visitNote"], w.document(lindgarden, ids[0]))
	if items := r.Fields["text"].Items; len(items) != 1 || !strings.Contains(string(items[0].Value), "Röd häl") {
		t.Errorf("the note handed over says %v", items)
	}
	w.disclose("petra", social, lindgarden, "d3", "visitNote", "n80", "harmTest")
	if got := w.shows(social, "d3", "state"); got != "copied" {
		t.Errorf("after a harm test: %s", got)
	}
}

func TestDisclosure_ABlockBeatsEveryBasis(t *testing.T) {
	t.Parallel()
	w := newDisclosureWorld(t)
	w.heel("n80")
	w.load("consentRule", "k1", ops("citizenId", "c1", "recipients", []any{map[string]string{"kind": "org", "id": "lindgarden"}}, "compartments",
		[]string{"social"}, "state", "given"))
	block := w.create("petra", c1Rights, "accessBlock", "b1", ops("level", "provider", "orgUnitId", "ekby", "state", "active"))
	block.Changes["compartments"] = document.Op{Add: oneItem("r1", "health")}
	w.must("petra", block)
	w.item(part2, "a2", 2)
	w.disclose("petra", social, lindgarden, "d1", "visitNote", "n80", "consent")
	if got := w.shows(social, "d1", "state"); got != "copied" {
		t.Errorf("a block on another compartment: %s %s", got, w.shows(social, "d1", "refusedCode"))
	}
	w.load("blockRule", "b2", ops("citizenId", "c1", "level", "team", "orgUnitId", "lind", "compartments", []string{"case-2"}, "state", "active"))
	w.disclose("amina", part2, "citizen/c1/case-lind-3/ekby", "d2", "agendaItem", "a2", "emergency")
	if got := w.shows(part2, "d2", "refusedCode"); got != access.Blocked {
		t.Errorf("from what they may not read: %q", got)
	}
}

// A block that comes between the disclosure and its copy stops the copy, and the disclosure says so.
func TestDisclosure_IsJudgedAgainWhenItArrives(t *testing.T) {
	t.Parallel()
	w := newDisclosureWorld(t)
	w.item(part2, "a2", 2)
	to := document.Scope("citizen/c1/case-lind-3/ekby")
	petra := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "petra"}, Replica: "rpetra"}
	e := w.create("petra", part2, "disclosure", "d1", ops("sourceId", "a2", "sourceType", "agendaItem", "toScope", string(to), "basis", "sameBranch",
		"why", "Behövs i det andra rummet", "state", "asked"))
	step := func(scope document.Scope) {
		for g := w.flow.Take(store.Key{Tenant: tenantID, Scope: scope}); g != nil && !g.Step(context.Background()); {
		}
	}
	ignore := func([]document.Verdict, error) {}
	w.flow.Submit(petra, []flow.Incoming{{Edit: e}}, ignore)
	step(part2)
	if got := w.shows(part2, "d1", "state"); got != "copied" {
		t.Fatalf("before the block: %s", got)
	}
	server := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: "server"}, Replica: "rserver"}
	w.flow.Submit(server, []flow.Incoming{{Edit: w.edit("server", document.Directory, "blockRule", "b1", 0,
		ops("citizenId", "c1", "level", "team", "orgUnitId", "lind", "compartments", []string{"case-2"}, "state", "active"))}}, ignore)
	step(document.Directory)
	w.run()
	if got := w.ofType(to, "agendaItem"); len(got) > 0 {
		t.Errorf("the copy arrived: %v", got)
	}
	if w.shows(part2, "d1", "state") != "refused" || w.shows(part2, "d1", "refusedCode") != access.Blocked {
		t.Errorf("the disclosure says %s %s", w.shows(part2, "d1", "state"), w.shows(part2, "d1", "refusedCode"))
	}
	if err := w.flow.Sweep(t.Context()); err != nil {
		t.Error(err)
	}
	for c, err := range w.store.Open(t.Context(), store.Key{}) {
		t.Errorf("still open: %s %d %v", c.Scope, c.Seq, err)
	}
}

// What the place it goes to refuses comes back, too: part 3 has no needs assessor.
func TestDisclosure_ARefusalReturnsToItsCause(t *testing.T) {
	t.Parallel()
	w := newDisclosureWorld(t)
	w.item(part2, "a2", 2, "requiresNewAssessment", true)
	w.disclose("petra", part2, part3, "d1", "agendaItem", "a2", "sameBranch")
	if w.shows(part2, "d1", "state") != "refused" || w.shows(part2, "d1", "refusedCode") != document.CodeNeedsAssessment {
		t.Errorf("the disclosure says %s %s", w.shows(part2, "d1", "state"), w.shows(part2, "d1", "refusedCode"))
	}
	if got := w.ofType(part3, "agendaItem"); len(got) > 0 {
		t.Errorf("part 3 holds %v", got)
	}
}

func TestDisclosure_WhatCanNeverBeIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	w := newDisclosureWorld(t)
	w.item(part3, "a1", 3)
	w.heel("n80")
	for name, c := range map[string]struct {
		by       string
		from, to document.Scope
		typ, id  string
		want     string
	}{
		"of what is not there":             {"petra", part3, part2, "agendaItem", "a9", document.CodeNoDocument},
		"of another type":                  {"petra", part3, part2, "followUpTask", "a1", document.CodeNoDocument},
		"to another citizen":               {"petra", part3, "citizen/c2/case-norra-2/ekby", "agendaItem", "a1", document.CodeBadScope},
		"to where it is":                   {"petra", part3, part3, "agendaItem", "a1", document.CodeBadScope},
		"to the team":                      {"petra", part3, "team/norra/part2/ekby", "agendaItem", "a1", document.CodeBadScope},
		"to where its type does not live":  {"petra", part3, "citizen/c1/health/ekby", "agendaItem", "a1", document.CodeBadScope},
		"to no scope":                      {"petra", part3, "x", "agendaItem", "a1", document.CodeBadScope},
		"of what is never disclosed":       {"petra", part3, part2, "disclosure", "a1", document.CodeBadValue},
		"of a note by an assistant nurse":  {"amina", social, lindgarden, "visitNote", "n80", document.CodeNotAllowed},
		"by somebody without the right":    {"sofia", part3, part2, "agendaItem", "a1", document.CodeNotAllowed},
		"from where its author never was":  {"sofia", social, lindgarden, "visitNote", "n80", document.CodeNotAllowed},
		"to the directory":                 {"petra", part3, document.Directory, "agendaItem", "a1", document.CodeBadScope},
		"to the region, which has no room": {"petra", part3, "citizen/c1/region/ekby", "agendaItem", "a1", document.CodeBadScope},
	} {
		if v := w.disclose(c.by, c.from, c.to, "d-"+strings.NewReplacer(" ", "-", ",", "").Replace(name), c.typ, c.id, "harmTest"); v.Code != c.want {
			t.Errorf("%s: %+v, want %s", name, v, c.want)
		}
	}
	w.disclose("petra", part3, "citizen/c1/case-nobody-3/ekby", "d-empty", "agendaItem", "a1", "harmTest")
	if got := w.shows(part3, "d-empty", "refusedCode"); got != access.NoReaders {
		t.Errorf("to where nobody reads: %q", got)
	}
}

// An opening is a choice of the moment: one that was written half an hour ago, offline, opens nothing.
func TestOpening_IsRefusedWhenItWasWrittenOffline(t *testing.T) {
	t.Parallel()
	w := newCareWorld(t)
	own := document.Scope("staff/petra/own/ekby")
	for _, c := range []struct {
		id   string
		late int64
		want string
	}{{"o1", 0, ""}, {"o2", 5 * minute, ""}, {"o3", 5*minute + 1, document.CodeMustBeOnline}} {
		e := w.create("petra", own, "opening", c.id, ops("citizenId", "c1", "kind", "outside", "reason", "Larm från grannen", "state", "open"))
		w.now += c.late
		if v := w.submit("petra", e)[0]; v.Code != c.want {
			t.Errorf("after %d ms: %+v", c.late, v)
		}
	}
}
