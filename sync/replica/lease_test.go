package replica_test

import (
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/replica"
)

// W9: phone D-22 is lost. A day after its last contact it shows nothing, with or without network, also when it was started
// again or its clock was set back.
func TestLapsed_ADayAfterTheLastContact(t *testing.T) {
	t.Parallel()
	const hour, start = int64(3_600_000), int64(1_795_500_000_000)
	r := reader()
	if r.Lapsed(start) {
		t.Error("a server that says nothing of a lease")
	}
	r.Lease(24)
	r.Heard(start)
	r.Heard(start + hour)
	for range 2 {
		for at, want := range map[int64]bool{
			start + hour: false, start + 24*hour: false, start + 25*hour: false, start + 25*hour + hour/10: true, start + 99*hour: true,
			start + hour - 60_000: false, start: true, start - 99*hour: true,
		} {
			if got := r.Lapsed(at); got != want {
				t.Errorf("%d minutes on: lapsed %v", (at-start)/60_000, got)
			}
		}
		again, err := replica.Restore(replica.Options{Schema: schema.Embedded()}, r.Snapshot())
		if err != nil {
			t.Fatal(err)
		}
		r = again
	}
	r.Heard(start + 99*hour)
	if r.Lapsed(start + 99*hour) {
		t.Error("heard of, and still lapsed")
	}
	r.Heard(start) // a clock that was wrong is right again
	if r.Lapsed(start) {
		t.Error("heard of at an earlier time, and lapsed")
	}
}
