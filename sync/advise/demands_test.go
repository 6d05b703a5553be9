package advise

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

const (
	health = document.Scope("citizen/samira/health/ekby")
	atHome = document.Scope("citizen/samira/visits/ekby")
	inbox  = document.Scope("staff/noor/inbox/ekby")
)

var noor = Me{Actor: "noor", Role: "assistantNurse"}

func TestBeforeSaving_RingANurse(t *testing.T) {
	t.Parallel()
	must := []Demand{{Code: CallNurseNow, Scope: health, Doc: "MQ-21"}}
	draft := func(typ, urgency string) Draft {
		return Draft{Scope: health, Doc: "MQ-21", Type: typ, Changes: map[string]document.Op{
			"urgency": {Set: jsontext.Value(`"` + urgency + `"`)}, "alreadyPhoned": {Set: jsontext.Value("true")},
		}}
	}
	was := func(urgency string) merge.View {
		return held(health, "", "", map[string]string{"urgency": `"` + urgency + `"`}).View
	}
	for name, c := range map[string]struct {
		me     Me
		d      Draft
		before merge.View
		want   []Demand
	}{
		"a new question":     {noor, draft(questionType, "now"), merge.View{}, must},
		"it becomes urgent":  {noor, draft(questionType, "now"), was("today"), must},
		"it is said already": {noor, draft(questionType, "now"), was("now"), nil},
		"it can wait":        {noor, draft(questionType, "today"), merge.View{}, nil},
		"a nurse writes it":  {petra, draft(questionType, "now"), merge.View{}, nil},
		"it is about an aid": {noor, draft("aidQuestion", "now"), merge.View{}, nil},
		"nothing of urgency": {noor, Draft{Type: questionType}, merge.View{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(c.want, BeforeSaving(c.me, c.d, c.before)); d != "" {
				t.Error(d)
			}
		})
	}
}

func question(doc string) Held {
	return held(health, doc, questionType, map[string]string{}).with("answer", item("E-1", `{}`), item("E-2", `{}`)).with("mustConfirmIds", item("M-1", `"amina"`), item("M-2", `"noor"`))
}

func notice(doc, class string, fields map[string]string) Held {
	h := held(inbox, "N-1", "notice", map[string]string{
		"class": `"` + class + `"`, "causeScope": `"` + string(health) + `"`, "causeDoc": `"` + doc + `"`, "state": `"new"`,
	})
	for name, value := range fields {
		h.View.Fields[name] = merge.Reading{Value: jsontext.Value(value)}
	}
	return h
}

// "Noor must confirm before opening the visit" (domain.md W7).
func TestBeforeOpening(t *testing.T) {
	t.Parallel()
	read := []Demand{{Code: ReadAnswer, Scope: health, Doc: "MQ-21", Item: "E-2"}}
	urgent := []Demand{{Code: ReadUrgent, Scope: health, Doc: "MQ-21", Notice: "N-1"}}
	confirms := func(who, answer string) merge.Item { return item(who, `{"answerId":"`+answer+`","at":"`+at1130+`"}`) }
	nobody := question("MQ-21").with("mustConfirmIds")
	voided := question("MQ-21")
	voided.View.Voided = "Fel person"
	other := question("MQ-21")
	other.Scope = "citizen/rolf/health/ekby"
	others := notice("MQ-21", "urgent", nil)
	others.Scope = "staff/amina/inbox/ekby"
	elsewhere := notice("MQ-21", "urgent", map[string]string{"causeScope": `"citizen/rolf/health/ekby"`})
	for name, c := range map[string]struct {
		held []Held
		want []Demand
	}{
		"nothing":                   {nil, nil},
		"she must":                  {[]Held{question("MQ-21")}, read},
		"she has":                   {[]Held{question("MQ-21").with("confirmations", confirms("noor", "E-2"))}, nil},
		"she has read the first":    {[]Held{question("MQ-21").with("confirmations", confirms("noor", "E-1"))}, read},
		"somebody else has":         {[]Held{question("MQ-21").with("confirmations", confirms("amina", "E-2"))}, read},
		"she need not":              {[]Held{nobody}, nil},
		"she is told":               {[]Held{nobody, notice("MQ-21", "urgent", nil)}, read},
		"she is told, and has":      {[]Held{nobody.with("confirmations", confirms("noor", "E-2")), notice("MQ-21", "urgent", nil)}, nil},
		"acknowledged is not read":  {[]Held{question("MQ-21"), notice("MQ-21", "urgent", map[string]string{"state": `"acknowledged"`})}, read},
		"nobody has answered":       {[]Held{question("MQ-21").with("answer"), notice("MQ-21", "urgent", nil)}, urgent},
		"the cause is not here":     {[]Held{notice("MQ-21", "urgent", nil)}, urgent},
		"acknowledged":              {[]Held{notice("MQ-21", "urgent", map[string]string{"state": `"acknowledged"`})}, nil},
		"acknowledged, this change": {[]Held{notice("MQ-21", "urgent", map[string]string{"causeSeq": "7", "acknowledgedSeq": "7"})}, nil},
		"acknowledged, an earlier":  {[]Held{notice("MQ-21", "urgent", map[string]string{"causeSeq": "8", "acknowledgedSeq": "7", "state": `"acknowledged"`})}, urgent},
		"not urgent":                {[]Held{notice("MQ-21", "sync", nil)}, nil},
		"somebody else's notice":    {[]Held{others}, nil},
		"about another citizen":     {[]Held{other, elsewhere}, nil},
		"voided":                    {[]Held{voided}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(c.want, BeforeOpening(noor, c.held, atHome)); d != "" {
				t.Error(d)
			}
		})
	}
	if got := BeforeOpening(noor, []Held{question("MQ-21")}, "team/samira/meeting/ekby"); got != nil {
		t.Errorf("what is about no citizen: %v", got)
	}
	if all := BeforeOpening(noor, []Held{question("MQ-9"), question("MQ-1"), notice("VP-1", "urgent", nil)}, atHome); len(all) != 3 || all[0].Doc != "MQ-1" || all[2].Code != ReadUrgent {
		t.Errorf("in order: %v", all)
	}
}
