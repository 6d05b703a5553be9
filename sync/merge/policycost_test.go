package merge_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// disputedField is a field of a policy with n candidates that did not know of each other: the dearest a policy gets. A list
// has them in one item, or, with items, in n items of one candidate each.
func disputedField(rule *schema.Field, n int, items bool) (*document.Document, document.Field) {
	d := &document.Document{ID: "d1", Type: plan.Name, Created: "E0", Origins: map[string]document.Origin{}, Fields: map[string]document.Field{}}
	sequence := document.Candidate{Edit: "E0", Value: text("2")}
	d.Fields["sequence"] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{sequence}}}
	f := document.Field{Items: map[string]document.Cell{}}
	var all []document.Candidate
	for i := range n {
		c := document.Candidate{Edit: fmt.Sprintf("E%d", i+1), Value: benchValue(rule, i)}
		d.Origins[c.Edit] = document.Origin{
			Author: fmt.Sprintf("s%d", i), Role: "nurse", Replica: fmt.Sprintf("r%d", i), Seq: uint64(i + 1), At: noon,
			Stamp: hlc.New(noon+int64(i), 0, fmt.Sprintf("r%d", i)),
		}
		all = append(all, c)
		if items {
			f.Items[fmt.Sprintf("i%d", i)] = document.Cell{Candidates: []document.Candidate{c}}
		}
	}
	switch {
	case !rule.IsList():
		f = document.Field{Cell: document.Cell{Candidates: all}}
	case !items:
		f.Items["i"] = document.Cell{Candidates: all}
	}
	return d, f
}

func benchValue(rule *schema.Field, i int) jsontext.Value {
	switch rule.Policy {
	case schema.StateMachine:
		return document.Quote([]string{"achieved", "notAchieved", "ended", "active"}[i%4])
	case schema.Counter:
		return text(fmt.Sprint(i))
	case schema.OwnKey:
		return text(fmt.Sprintf(`{"response":"yes","respondedToSequence":%d}`, i%3))
	case schema.Journal:
		return text(fmt.Sprintf(`{"at":"2026-11-21T10:0%d:00.000Z","text":"gick hela vägen"}`, i))
	case schema.SafeSide:
		if len(rule.Order) > 0 {
			return document.Quote(rule.Order[i%len(rule.Order)])
		}
		return document.Quote(fmt.Sprintf("2026-12-0%d", 1+i))
	}
	return document.Quote(fmt.Sprintf("value %d", i))
}

// policyFields are one field of each policy and of each of its keywords.
func policyFields() map[string]*schema.Field {
	out := map[string]*schema.Field{}
	for name, rule := range plan.Fields {
		key := string(rule.Policy)
		for _, more := range []struct {
			has  bool
			name string
		}{{rule.Keyed, "keyed"}, {rule.Answers != "", "answers"}, {len(rule.Order) > 0, "order"}, {rule.Sequence, "sequence"}} {
			if more.has {
				key += " " + more.name
			}
		}
		if old := out[key]; old == nil || old.Name > name {
			out[key] = rule
		}
	}
	return out
}

const (
	maxPolicyAllocs = 5
	maxPolicyTime   = 2 * time.Microsecond
	batch           = 1000 // the best of many counts: the rest is what else the machine does
)

// TestPolicies_CostLittle: a policy reads a field of up to four candidates with at most five allocations. The time, at most
// two microseconds, is BenchmarkPolicy's to show: a test that measures time fails on a busy machine.
func TestPolicies_CostLittle(t *testing.T) {
	for name, rule := range policyFields() {
		for n := 1; n <= 4; n++ {
			for _, items := range []bool{false, true} {
				d, f := disputedField(rule, n, items)
				got := testing.AllocsPerRun(100, func() { merge.ReadField(plan, rule, d, f) })
				if got > maxPolicyAllocs {
					t.Errorf("%s, %d candidates (as items: %t): %v allocations, want at most %d", name, n, items, got, maxPolicyAllocs)
				}
			}
		}
	}
}

func BenchmarkPolicy(b *testing.B) {
	for name, rule := range policyFields() {
		for _, items := range []bool{false, true} {
			if items && !rule.IsList() {
				continue
			}
			d, f := disputedField(rule, 4, items)
			b.Run(fmt.Sprintf("%s/items=%t", name, items), func(b *testing.B) {
				b.ReportAllocs()
				best, start, n := time.Hour, time.Now(), 0
				for b.Loop() {
					merge.ReadField(plan, rule, d, f)
					if n++; n%batch == 0 {
						best, start = min(best, time.Since(start)/batch), time.Now()
					}
				}
				if b.ReportMetric(float64(best), "best-ns/op"); n >= 10*batch && best > maxPolicyTime {
					b.Errorf("%v, want at most %v", best, maxPolicyTime)
				}
			})
		}
	}
}
