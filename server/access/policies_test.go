package access

import (
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// policyType has the fields whose policies say more about rights than who writes the type.
var policyType = &schema.Type{
	Name:   "thing",
	Rights: schema.Rights{Create: []string{"assistantNurse", "nurse"}, Write: []string{"assistantNurse", "nurse", "unitManager"}},
	Fields: map[string]*schema.Field{
		"answers":  {Name: "answers", Policy: schema.OwnKey, Others: []string{"unitManager"}},
		"signups":  {Name: "signups", Policy: schema.OwnKey, Write: []string{"assistantNurse"}, Others: []string{"unitManager"}},
		"provider": {Name: "provider", Policy: schema.ServerAuthoritative, Write: []string{"unitManager"}},
		"owner":    {Name: "owner", Policy: schema.ServerAuthoritative},
		"status":   {Name: "status", Policy: schema.Derived, Derive: "visitStatus"},
		"alerts":   {Name: "alerts", Policy: schema.Restrictive, Remove: []string{"nurse"}, Reason: "why"},
		"stance":   {Name: "stance", Policy: schema.CitizenOwned, Keyed: true},
		"tries":    {Name: "tries", Policy: schema.Counter},
		"verdict":  {Name: "verdict", Policy: schema.Human},
	},
}

func TestAllows_WhatThePoliciesSayOfRights(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	add := func(field, item string) map[string]document.Op {
		return map[string]document.Op{field: {Add: map[string]jsontext.Value{item: jsontext.Value(`"x"`)}}}
	}
	remove := map[string]document.Op{"alerts": {Remove: []string{"a1"}}}
	const no = document.CodeNotAllowed
	for _, c := range []struct {
		name    string
		changes map[string]document.Op
		create  bool
		behalf  string
		want    map[string]string // amina is assistant nurse, petra nurse, maria unit manager
	}{
		{"one's own answer", add("answers", "amina"), false, "", map[string]string{"amina": "", "petra": document.CodeNotYours, "maria": ""}},
		{"one's own answer, creating", add("answers", "petra"), true, "", map[string]string{"amina": document.CodeNotYours, "petra": "", "maria": no}},
		{"the citizen's answer", add("answers", "c1"), false, "citizen", map[string]string{"amina": "", "petra": "", "maria": ""}},
		{"the citizen's answer in one's own name", add("answers", "c1"), false, "", map[string]string{"amina": document.CodeNotYours, "maria": ""}},
		{"who may not answer at all", add("signups", "petra"), false, "", map[string]string{"amina": document.CodeNotYours, "petra": no, "maria": ""}},
		{"what the server decides", set("provider"), false, "", map[string]string{"amina": no, "petra": no, "maria": ""}},
		{"what the server decides, creating", set("provider"), true, "", map[string]string{"amina": no, "petra": no, "maria": no}},
		{"what nobody writes, creating", set("owner"), true, "", map[string]string{"amina": no, "petra": no}},
		{"what is derived", set("status"), false, "", map[string]string{"amina": document.CodeDerived, "maria": document.CodeDerived}},
		{"what is derived, creating", set("status"), true, "", map[string]string{"amina": document.CodeDerived, "petra": document.CodeDerived}},
		{"an alert", add("alerts", "a1"), false, "", map[string]string{"amina": "", "petra": "", "maria": ""}},
		{"lifting an alert", remove, false, "", map[string]string{"amina": no, "petra": "", "maria": no}},
		{"lifting an alert for the citizen", remove, false, "citizen", map[string]string{"amina": no, "petra": "", "maria": no}},
		{"a count", add("tries", "r1"), false, "", map[string]string{"amina": "", "petra": ""}},
		{"the citizen's stance", add("stance", "jonas"), false, "citizen", map[string]string{"amina": "", "petra": ""}},
		{"what people decide", set("verdict"), false, "", map[string]string{"amina": "", "petra": ""}},
	} {
		for who, want := range c.want {
			q := ask(who, "goal", social, c.changes)
			q.Type, q.Edit.Create, q.Exists, q.Edit.OnBehalfOf = policyType, c.create, !c.create, c.behalf
			if got := w.d.Allows(q); got.Code != want {
				t.Errorf("%s, %s: got %+v, want %q", c.name, who, got, want)
			}
		}
	}
}
