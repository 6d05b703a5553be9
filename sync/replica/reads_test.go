package replica_test

import (
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/replica"
)

func reader() *replica.Replica {
	return replica.New(replica.Options{Replica: "r1", Author: "amina", Schema: schema.Embedded()})
}

func TestReads_AreHandedInUntilTheyAreTaken(t *testing.T) {
	t.Parallel()
	r := reader()
	if _, some := r.Reads(0); some || r.ReadsAt() != 0 {
		t.Error("nothing was read, and there are reads")
	}
	for i := range 3 {
		r.Opened(int64(100+i), "citizen/c1/social/ekby", "g1", "read", i == 0)
	}
	first, _ := r.Reads(2)
	if first.From != 1 || len(first.Events) != 2 || first.Prev != reads.Start("r1").Link.String() || r.ReadsAt() != 3 {
		t.Errorf("got %+v", first)
	}
	if again, _ := r.Reads(2); cmp.Diff(first, again) != "" {
		t.Error("asked again, the reads are others")
	}
	r.ReadsTaken(2)
	end, err := first.End()
	rest, some := r.Reads(0)
	if err != nil || !some || rest.From != 3 || rest.Prev != end.Link.String() || len(rest.Events) != 1 {
		t.Errorf("got %+v %v", rest, err)
	}
	r.ReadsTaken(9)
	r.ReadsTaken(1)
	if _, some := r.Reads(0); some || r.ReadsAt() != 0 {
		t.Error("taken, and still there")
	}
}

// Amina reads, hands in, and her phone dies at any moment between two writes: what was saved is handed in, the server has it
// once, and no gap is seen.
func TestReads_SurviveAPhoneThatDies(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, disk := reader(), map[string]jsontext.Value{}
		server, opened := reads.Start("r1"), 0
		save := func(n int) {
			puts := r.Unsaved()
			n = min(n, len(puts))
			for _, p := range puts[:n] {
				if disk[p.Key] = p.Value; p.Value == nil {
					delete(disk, p.Key)
				}
			}
			r.Saved(puts[:n])
		}
		t.Repeat(map[string]func(*rapid.T){
			"open": func(*rapid.T) {
				opened++
				r.Opened(int64(opened), "citizen/c1/social/ekby", "g1", "read", false)
				save(1000) // before it is shown
			},
			"hand in": func(t *rapid.T) {
				save(1000) // before anything is sent
				b, some := r.Reads(5)
				if !some {
					return
				}
				fresh, next, fits, err := b.Follow(server)
				if err != nil || !fits {
					t.Fatalf("%d new, fits %v, %v", len(fresh), fits, err)
				}
				server = next
				if rapid.Bool().Draw(t, "the answer comes") {
					r.ReadsTaken(server.UpTo)
				}
			},
			"die": func(t *rapid.T) {
				save(rapid.IntRange(0, 9).Draw(t, "writes before"))
				text, err := json.Marshal(disk)
				if err != nil {
					t.Fatal(err)
				}
				r, err = replica.Restore(replica.Options{Replica: "r1", Author: "amina", Schema: schema.Embedded()}, text)
				if err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) {
				_, waits := r.Reads(0) // only then is the server to be told
				if waits && int(r.ReadsAt()) != opened || !waits && r.ReadsAt() != 0 || int(server.UpTo) > opened {
					t.Fatalf("the phone is at %d, the server at %d of %d", r.ReadsAt(), server.UpTo, opened)
				}
			},
		})
	})
}

// A read that is gone from the store is a gap that the server sees, not a chain that was mended.
func TestReads_ALostOneLeavesAGap(t *testing.T) {
	t.Parallel()
	r := reader()
	for i := range 4 {
		r.Opened(int64(i), "citizen/c1/social/ekby", "g1", "read", false)
	}
	var all map[string]jsontext.Value
	if err := json.Unmarshal(r.Snapshot(), &all); err != nil {
		t.Fatal(err)
	}
	keys := []string{}
	for key := range all {
		if len(key) > 5 && key[:5] == "read/" {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	delete(all, keys[1])
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	r, err = replica.Restore(replica.Options{Schema: schema.Embedded()}, text)
	if err != nil {
		t.Fatal(err)
	}
	server, gaps := reads.Start("r1"), 0
	for b, some := r.Reads(0); some; b, some = r.Reads(0) {
		_, next, fits, err := b.Follow(server)
		if err != nil {
			t.Fatal(err)
		}
		if !fits {
			gaps++
		}
		server = next
		r.ReadsTaken(server.UpTo)
	}
	if gaps != 1 || server.UpTo != 4 {
		t.Errorf("%d gaps were seen, and the server is at %d", gaps, server.UpTo)
	}
}
