package push_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// settle makes the village: its directory, a meeting that was called, and who can be rung where.
func (v *village) settle() {
	v.t.Helper()
	p := v.start("founder")
	load := func(typ, id string, changes map[string]any) {
		v.t.Helper()
		if !p.submit(access.Server, "server", v.edit("server", document.Directory, typ, id, changes)) {
			v.t.Fatalf("%s %s is not loaded", typ, id)
		}
	}
	var seats []any
	for _, id := range slices.Sorted(maps.Keys(team)) {
		load("staffMember", id, map[string]any{"name": id, "employerOrgId": "ekby", "roles": []string{team[id]}, "state": "active"})
		seats = append(seats, map[string]any{"staffId": id, "parts": []int{1, 2, 3}})
	}
	load("careTeam", "norra", map[string]any{"name": "Norra", "providerOrgId": "ekby", "state": "active", "members": seats, "onCallIds": []string{"olga"}})
	load("careAssignment", "as1", map[string]any{"teamId": "norra", "citizenId": "c1", "providerOrgId": "ekby", "state": "active", "reason": "teamMember"})
	called := v.edit("kerstin", teamRoom, "teamMeeting", "m1", map[string]any{"start": v.at(5 * time.Hour), "end": v.at(6 * time.Hour), "place": "Ekby", "state": "called"})
	called.Create = true
	p.submit(access.Staff, "kerstin", called)
	v.rounds()
	for device, who := range devices {
		v.login(p, who, device)
	}
	for who := range team {
		v.begun[inbox(who)] = v.head(inbox(who)).Seq
	}
	v.procs, v.sends = nil, 0
	v.now += 2 * 60_000
}

func (v *village) login(p *process, who, device string) {
	v.t.Helper()
	one := store.Who{Actor: who, Kind: access.Staff, Replica: "r" + who + device, Device: device}
	_, err := p.ringer.Meet(v.t.Context(), "ekby", one)
	v.must(err)
	v.must(p.ringer.Bind(v.t.Context(), "ekby", one, store.PushToken{Platform: push.Android, Text: token(device)}))
}

func token(device string) string { return "dGVzdA:APA91bF-token-of-" + device }

func (v *village) at(in time.Duration) string { return document.TimeText(v.now + in.Milliseconds()) }

// rounds do what a server does every second and every five: the timer, the sweep, and the bells.
func (v *village) rounds() {
	ctx := context.Background()
	for range 2 {
		for _, p := range v.procs {
			_ = p.flow.Sweep(ctx) // what fails is tried again at the next one
			_, _ = p.flow.Fire(ctx, "ekby")
		}
		v.run()
		v.ring()
	}
}

// tell is the story: a meeting moves, a question about medicines comes up, and nobody answers for a quarter of an hour.
func (v *village) tell() {
	v.t.Helper()
	moved := v.edit("kerstin", teamRoom, "teamMeeting", "m1", map[string]any{"start": v.at(time.Hour), "end": v.at(2 * time.Hour), "place": "Ekby"})
	moved.Base = v.seen(teamRoom)
	raised := v.edit("amina", health, "medicationQuestion", "mq20", map[string]any{"observation": "Två påsar", "urgency": "now", "state": "raised"})
	raised.Create = true
	began := v.now
	v.startAll(v.fault.store)
	for _, one := range []struct {
		after time.Duration
		by    string
		edit  *document.Edit
	}{{0, "kerstin", &moved}, {time.Minute, "amina", &raised}, {2 * time.Minute, "", nil}, {6*time.Minute + time.Second, "", nil}, {16*time.Minute + time.Second, "", nil}, {30 * time.Minute, "", nil}} {
		v.now = max(v.now, began+one.after.Milliseconds())
		for answered := one.edit == nil; ; { // a phone hands in again what nobody answered
			if !answered {
				answered = v.procs[0].submit(access.Staff, one.by, *one.edit)
			}
			v.rounds()
			if !v.bury() && answered {
				break
			}
		}
		if v.later(); v.bury() {
			v.later()
		}
	}
}

// later lets leases and waits end, so that what was put off is rung.
func (v *village) later() {
	for range 3 {
		v.now += 11_000
		v.rounds()
	}
}

// startAll starts as many processes as the store may have; the first is the one whose fate it is.
func (v *village) startAll(faults ...suite.Fault) {
	if v.fault.send != 0 {
		faults = nil
	}
	v.start("a", faults...)
	for range v.disk.nodes() - 1 {
		v.start("b")
	}
}

// bury takes the dead away and starts others, and reports whether there were any. Meanwhile rosa's phone is noor's.
func (v *village) bury() bool {
	if !v.procs[0].store.IsDead() {
		return false
	}
	if v.fault.power {
		v.disk.cut()
	}
	v.procs = v.procs[1:]
	other := v.start("door")
	v.login(other, "noor", "D-14")
	v.cutTold = len(v.phones.Log(token("D-14")))
	v.now += 1_000
	v.rounds()
	return true
}

func (v *village) head(scope document.Scope) document.Head {
	h, err := v.disk.open().Head(context.Background(), store.Key{Tenant: "ekby", Scope: scope})
	v.must(err)
	return h
}

func (v *village) seen(scope document.Scope) document.Base {
	h := v.head(scope)
	return document.Base{Epoch: h.Epoch, Seq: h.Seq}
}

// written are the edits of an inbox since the story began: each is one notice of one cause.
func (v *village) written(who string) (ids []string) {
	key := store.Key{Tenant: "ekby", Scope: inbox(who)}
	for c, err := range v.disk.open().Commits(context.Background(), key, v.begun[key.Scope]+1, 0) {
		v.must(err)
		for _, e := range c.Edits {
			ids = append(ids, e.Verdict.Edit)
		}
	}
	return ids
}

// notices are what somebody's inbox shows.
func (v *village) notices(who string) (list []string) {
	t := schema.Embedded().Types["notice"]
	for stored, err := range v.disk.open().Since(context.Background(), store.Key{Tenant: "ekby", Scope: inbox(who)}, 0) {
		v.must(err)
		view := merge.Read(t, stored.Doc)
		list = append(list, fmt.Sprint(document.Unquote(view.Fields["code"].Value), " ", document.Unquote(view.Fields["class"].Value)))
	}
	slices.Sort(list)
	return list
}
