package app_test

import (
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/sync/document"
)

const meetingsOfNorra = document.Scope("team/norra/meeting/ekby")

// calledMeeting is one that is called, with its cut-off at a time.
func calledMeeting(id string, cutoff int64) load.Row {
	at := func(millis int64) string { return document.TimeText(millis) }
	return load.Row{Type: "teamMeeting", ID: id, Team: "norra", Values: values(
		"start", at(cutoff+100*hour), "end", at(cutoff+101*hour), "cutoffAt", at(cutoff), "state", "called")}
}

const hour = int64(time.Hour / time.Millisecond)

func (p *phone) state(doc string) string {
	shown, _ := p.r.Show(meetingsOfNorra, doc)
	return document.Unquote(shown.Fields["state"].Value)
}

// sees takes in frames until the meeting is in a state.
func (p *phone) sees(doc, state string) {
	p.t.Helper()
	for p.state(doc) != state {
		p.next()
	}
}

// What is due when a demo's clock was set is done when the answer comes: whoever asks next sees it.
func TestDeadlines_AreFiredWhenADemosClockIsSet(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.load(calledMeeting("m1", start+hour), calledMeeting("m2", start+3*hour))
	bodil := tn.phone("bodil", "unitManager").online()
	if bodil.state("m1") != "called" || bodil.state("m2") != "called" {
		t.Fatalf("m1 is %q, m2 is %q", bodil.state("m1"), bodil.state("m2"))
	}
	tn.setClock(start + hour)
	late := tn.phone("amina", "assistantNurse").online()
	if late.state("m1") != "prepared" || late.state("m2") != "called" {
		t.Errorf("m1 is %q, m2 is %q", late.state("m1"), late.state("m2"))
	}
	bodil.sees("m1", "prepared")
	tn.setClock(start + 10*hour)
	bodil.sees("m2", "prepared")
	alike(t, bodil, tn.phone("jonas", "occupationalTherapist").online(), meetingsOfNorra)
}

// A real tenant's timer fires what is due when it is written, and what came due while the server was not there.
func TestDeadlines_AreFiredByTheTimer(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s, err := run(folder)
	if err != nil {
		t.Fatal(err)
	}
	tn := realTenant(t, s)
	now := time.Now().UnixMilli()
	tn.load(calledMeeting("past", now-hour), calledMeeting("soon", now+1500), calledMeeting("far", now+hour))
	bodil := tn.phone("bodil", "unitManager").online()
	bodil.sees("past", "prepared")
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	if s, err = run(folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
	tn.s = s
	bodil = tn.phone("bodil", "unitManager").online()
	bodil.sees("soon", "prepared")
	if bodil.state("far") != "called" {
		t.Errorf("far is %q", bodil.state("far"))
	}
}
