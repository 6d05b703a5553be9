package app_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/demo"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// demoView is what somebody of the demo gets to their phone: type → document → the fields they see.
func demoView(t *testing.T, s *server, actor string, kind auth.Kind) map[string]map[string]map[string]merge.Reading {
	t.Helper()
	var answer struct {
		Token  string `json:"token"`
		Frames []struct {
			Frame     string              `json:"frame"`
			Documents []document.Document `json:"documents"`
		} `json:"frames"`
	}
	_, text := s.call(t, "GET", "/demo/token?tenant="+demo.Municipality+"&actor="+actor+"&kind="+string(kind), "", nil)
	if err := json.Unmarshal([]byte(text), &answer); err != nil || answer.Token == "" {
		t.Fatalf("%s may not log in: %v %s", actor, err, text)
	}
	status, text := s.call(t, "POST", "/v1/sync", answer.Token, toJSON(map[string]any{"frame": "hello", "contract": 1, "replica": "view" + actor}))
	if err := json.Unmarshal([]byte(text), &answer); err != nil || status != 200 {
		t.Fatalf("%s: %d %v", actor, status, err)
	}
	view := map[string]map[string]map[string]merge.Reading{}
	for _, f := range answer.Frames {
		for _, d := range f.Documents {
			if view[d.Type] == nil {
				view[d.Type] = map[string]map[string]merge.Reading{}
			}
			view[d.Type][d.ID] = merge.Read(schema.Embedded().Types[d.Type], &d).Fields
		}
	}
	return view
}

// Everything that the demo's municipality and its people write is taken, but for what is meant to be refused; and each sees of it
// what they should.
func TestDemo_IsAWholeDayThatEachSeesTheirPartOf(t *testing.T) {
	t.Parallel()
	s := shared(t)
	for line := range strings.Lines(s.log.String()) {
		if strings.Contains(line, `"demo row rejected"`) || strings.Contains(line, `"demo edit"`) {
			t.Error(line)
		}
	}
	joint := demo.JointVisit()
	for who, c := range map[string]struct {
		kind auth.Kind
		sees map[string][]string // type → some of its documents; none for any
		not  map[string][]string // type → documents they do not see; none for all
	}{
		"amina": {auth.Staff, map[string][]string{
			"visitPlan": nil, "visitRecord": {"vr-c17-1", "vr-c17-2"}, "visitDay": nil, "citizen": {"c01", "c17"}, "citizenIdentity": {"c01"}, "goal": {"g-c01", "g-c17"}, "planActivity": {"pa-c01-1", "pa-c01-2"}, "goalFollowUp": {"gf-c01-1", "gf-c01-2"},
			"rehabPlan": {"rp-c01"}, "teamMeeting": {"tm-norra"}, "meetingPart": {"mp-norra-1", "mp-norra-2", "mp-norra-3"}, "routine": {"rt-norra"}, "routineStep": {"rs-norra-1", "rs-norra-8"}, "routineCheck": nil,
			"agendaItem": {"ai-1", "ai-2", "ai-3", "ai-4", "ai-5", "ai-6"}, "meetingDecision": {"md-1"}, "jointVisit": {joint, "jv-2"}, "medicationQuestion": {"mq-c05", "mq-c08", "mq-c10", "mq-c17"}, "aidQuestion": {"aq-c01", "aq-c10"},
			"followUpTask": {"ft-1", "ft-4"}, "improvementIdea": {"ii-1"}, "workingMethod": {"wm-1"}, "methodTest": {"mt-1"}, "testCycle": {"tc-1"}, "notice": nil, "conflict": nil, "visitNote": nil,
		}, map[string][]string{"reaching": nil, "visitInvitation": nil, "goal": {"g-c03"}}},
		"petra": {auth.Staff, map[string][]string{
			"medicationQuestion": {"mq-c05", "mq-c08"}, "agendaItem": {"ai-2", "ai-4"}, "goal": {"g-c01", "g-c03"}, "jointVisit": {joint, "jv-2"}, "teamMeeting": {"tm-norra", "tm-lindgarden"}, "notice": nil, "conflict": nil,
		}, map[string][]string{"agendaItem": {"ai-1", "ai-6"}, "meetingPart": {"mp-norra-1"}, "reaching": nil, "followUpTask": {"ft-2"}}},
		"kerstin": {auth.Staff, map[string][]string{
			"reaching": nil, "visitPlan": nil, "agendaItem": {"ai-1", "ai-2", "ai-4"}, "jointVisit": {joint}, "followUpTask": {"ft-4"}, "testCycle": {"tc-1"}, "citizenIdentity": {"c01"}, "notice": nil, "conflict": nil,
		}, map[string][]string{"goal": nil, "medicationQuestion": nil, "visitRecord": nil}},
		"mats":  {auth.Staff, map[string][]string{"agendaItem": {"ai-1", "ai-2"}, "goal": {"g-c01"}}, map[string][]string{"agendaItem": {"ai-4"}, "medicationQuestion": nil, "visitPlan": nil}},
		"c01":   {auth.Citizen, map[string][]string{"goal": {"g-c01"}, "planActivity": {"pa-c01-1"}, "rehabPlan": {"rp-c01"}, "visitInvitation": nil, "visitPlan": {"vp-joint-1"}, "goalFollowUp": {"gf-c01-1"}, "aidQuestion": {"aq-c01"}, "conflict": nil}, map[string][]string{"goal": {"g-c02"}, "teamMeeting": nil, "notice": nil}},
		"karin": {auth.Representative, map[string][]string{"goal": {"g-c01"}, "rehabPlan": {"rp-c01"}, "citizenIdentity": {"c01"}}, map[string][]string{"aidQuestion": nil, "visitInvitation": nil, "goal": {"g-c02"}}},
		"sofia": {auth.Staff, map[string][]string{"goal": {"g-c03"}, "visitPlan": nil, "teamMeeting": {"tm-lindgarden"}}, map[string][]string{"goal": {"g-c01"}, "agendaItem": nil}},
	} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			view := demoView(t, s, who, c.kind)
			for kind, ids := range c.sees {
				if len(view[kind]) == 0 {
					t.Errorf("no %s", kind)
				}
				for _, id := range ids {
					if view[kind][id] == nil {
						t.Errorf("not %s %s", kind, id)
					}
				}
			}
			for kind, ids := range c.not {
				if ids == nil && len(view[kind]) > 0 {
					t.Errorf("%d of %s", len(view[kind]), kind)
				}
				for _, id := range ids {
					if view[kind][id] != nil {
						t.Errorf("%s %s", kind, id)
					}
				}
			}
		})
	}
}

// What only the server's own rules bring about has come about.
func TestDemo_TheRulesHaveFollowed(t *testing.T) {
	t.Parallel()
	s := shared(t)
	amina, kerstin := demoView(t, s, "amina", auth.Staff), demoView(t, s, "kerstin", auth.Staff)
	is := func(what string, r merge.Reading, want string) {
		t.Helper()
		if got := string(r.Value); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	is("the goal", amina["goal"]["g-c01"]["state"], `"agreed"`)
	is("the goal's version", amina["goal"]["g-c01"]["agreedVersion"], "1")
	is("the plan", amina["rehabPlan"]["rp-c01"]["state"], `"active"`)
	is("the routine", amina["routine"]["rt-norra"]["state"], `"inForce"`)
	is("the meeting", amina["teamMeeting"]["tm-norra"]["state"], `"called"`)
	is("the meeting was moved", amina["teamMeeting"]["tm-norra"]["sequence"], "2")
	is("the joint visit", amina["jointVisit"][demo.JointVisit()]["state"], `"scheduled"`)
	is("the other joint visit", amina["jointVisit"]["jv-2"]["state"], `"citizenAsked"`)
	is("the urgent question", amina["medicationQuestion"]["mq-c05"]["state"], `"raised"`)
	is("the answered question", amina["medicationQuestion"]["mq-c10"]["state"], `"answered"`)
	is("the test", amina["methodTest"]["mt-1"]["state"], `"running"`)
	if waiting := amina["goal"]["g-c01"]["professionalWording"].Waiting; len(waiting) != 2 || len(amina["conflict"]) != 2 || len(kerstin["conflict"]) != 1 {
		t.Errorf("%d wordings wait, %d and %d conflicts", len(waiting), len(amina["conflict"]), len(kerstin["conflict"]))
	}
	unreached := false
	for _, fields := range kerstin["reaching"] {
		unreached = unreached || string(fields["class"].Value) == `"meeting"` && len(fields["fetched"].Items) >= 5 && len(fields["fetched"].Items) < 10
	}
	if !unreached {
		t.Error("everybody was reached about the meeting, or nobody")
	}
	if hour := time.Now().UTC().Hour(); hour >= 6 && hour < 20 && len(kerstin["visitAssertion"]) == 0 { // at night nothing may be over yet
		t.Error("nobody suspects that a visit was missed")
	}
	own := demoView(t, s, "bodil", auth.Staff)
	is("what Bodil moved without network stays refused", own["teamMeeting"]["tm-norra"]["place"], `"Ekby vårdcentral, rum 3"`)
}

// A server that was stopped finds the day as people left it; nothing is planned or written twice.
func TestDemo_StartedAgain(t *testing.T) {
	t.Parallel()
	minute := func() time.Time { return time.Now().Truncate(time.Minute) }
	var changed []string
	for range 3 {
		began := minute()
		if changed = startedAgain(t); len(changed) == 0 || began.Equal(minute()) {
			break
		}
		t.Log("a minute passed meanwhile: visits may be over, or a new day planned")
	}
	for _, what := range changed {
		t.Error(what)
	}
}

// startedAgain starts a server twice and says what Amina has otherwise after it.
func startedAgain(t *testing.T) (changed []string) {
	first := open(t, "SAMSYN_DEMO=1")
	was := demoView(t, first, "amina", auth.Staff)
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	again, err := run(first.config.Store.Data, "SAMSYN_DEMO=1")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := again.stop(); err != nil {
			t.Error(err)
		}
	})
	is := demoView(t, again, "amina", auth.Staff)
	for _, kind := range []string{"visitPlan", "visitRecord", "agendaItem", "goal"} {
		if len(is[kind]) != len(was[kind]) {
			changed = append(changed, fmt.Sprintf("%d of %s, was %d", len(is[kind]), kind, len(was[kind])))
		}
		for id, fields := range was[kind] {
			for name, r := range fields {
				if now := is[kind][id][name]; string(now.Value) != string(r.Value) || now.Edit != r.Edit {
					changed = append(changed, fmt.Sprintf("%s %s: %s is %s, was %s", kind, id, name, now.Value, r.Value))
				}
			}
		}
	}
	return changed
}

// Colleagues read in the roster who is who and how to reach each other; Ingrid reads who comes to her, and nothing else.
func TestDemo_EachLearnsWhoIsWho(t *testing.T) {
	t.Parallel()
	s := shared(t)
	type person struct{ StaffID, Name, Role, ReachMe string }
	amina, ingrid := demoView(t, s, "amina", auth.Staff), demoView(t, s, "c01", auth.Citizen)
	list := func(r jsontext.Value) (out []person) {
		t.Helper()
		if err := json.Unmarshal(r, &out, json.MatchCaseInsensitiveNames(true)); err != nil {
			t.Fatal(err)
		}
		return out
	}
	names := map[string]person{}
	for _, p := range list(amina["teamRoster"]["norra"]["members"].Value) {
		names[p.StaffID] = p
	}
	for _, p := range list(amina["teamRoster"]["norra"]["reach"].Value) {
		one := names[p.StaffID]
		one.ReachMe = p.ReachMe
		names[p.StaffID] = one
	}
	for _, p := range demo.People() {
		if got, is := names[p.ID]; is && (got.Name != p.Name || got.Role != p.Role || !strings.HasPrefix(got.ReachMe, "070-174 06 ")) {
			t.Errorf("%s is %+v", p.ID, got)
		}
	}
	if names["petra"].Name == "" {
		t.Error("nobody knows Petra")
	}
	planned, told := 0, 0
	for _, day := range ingrid["visitDay"] {
		known := map[string]string{}
		for _, item := range day["visitors"].Items {
			known[item.ID] = string(item.Value)
		}
		for _, item := range day["plans"].Items {
			planned++
			if said := known[item.ID]; strings.Contains(said, `"name":"`) && strings.Contains(said, `"role":"`) && !strings.Contains(said, "070-") {
				told++
			}
		}
	}
	if planned == 0 || told != planned {
		t.Errorf("of %d visits she knows who comes in %d", planned, told)
	}
	if len(ingrid["teamRoster"])+len(ingrid["staffMember"]) > 0 {
		t.Error("she holds the team")
	}
}
