package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// domain.md 3.1: "DRV: Never synced as data; recomputed."
// domain.md 3.2: "visitStatus (view) | DRV", "goalFollowUp T-score, trends | DRV".

func TestDerived_NobodyWritesIt(t *testing.T) {
	t.Parallel()
	for name, op := range map[string]document.Op{
		"set": {Set: text("performed")}, "agree": {Agree: text("performed")}, "add": add("x", "a", "1")["x"], "remove": {Remove: []string{"a"}}, "nothing": {},
	} {
		for _, role := range []string{"nurse", "citizen", "server"} {
			v := newVisit(t)
			p := v.join("x", role, 0)
			p.catchUp()
			out := v.deliver(p.write(both(set("icfCode", "d455"), map[string]document.Op{"visitStatus": op})))
			wantVerdict(t, out, document.Refused, document.CodeDerived)
			if out.Verdict.Field != "visitStatus" {
				t.Errorf("%s by %s: about %q", name, role, out.Verdict.Field)
			}
		}
	}
}

// What an older version may have stored is not shown: it is no longer true.
func TestDerived_IsNotReadFromTheDocument(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("icfCode", "d450"))
	d := v.server.Clone()
	d.Fields["visitStatus"] = d.Fields["icfCode"]
	if r := merge.Read(plan, d).Fields["visitStatus"]; r.Value != nil || r.Edit != "" {
		t.Errorf("shows %+v", r)
	}
}
