package store_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/samsyn/samsyn/server/store"
)

// log seals n events of a tenant.
func auditLog(t *testing.T, tenant string, n int) [][]byte {
	t.Helper()
	var out [][]byte
	head := store.AuditStart(tenant)
	for i := range n {
		sealed, next, err := head.Seal(nil, &store.Event{At: int64(i), Action: store.ActionRead, Who: store.Who{Actor: "s1"}, What: store.What{Citizen: "c1"}})
		if err != nil {
			t.Fatal(err)
		}
		out, head = append(out, sealed), next
	}
	return out
}

// follow gives how many events follow each other, and whether all do.
func follow(tenant string, log [][]byte) (n int, err error) {
	head := store.AuditStart(tenant)
	for _, stored := range log {
		if _, head, err = head.Follow(stored); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func TestAuditHead_FollowFindsWhatWasDoneToTheLog(t *testing.T) {
	t.Parallel()
	for name, harm := range map[string]func(log [][]byte) [][]byte{
		"an event changed":       func(log [][]byte) [][]byte { log[2] = bytes.Replace(log[2], []byte("s1"), []byte("s2"), 1); return log },
		"an event taken out":     func(log [][]byte) [][]byte { return slices.Delete(log, 2, 3) },
		"two events swapped":     func(log [][]byte) [][]byte { log[2], log[3] = log[3], log[2]; return log },
		"an event twice":         func(log [][]byte) [][]byte { return slices.Insert(log, 3, log[2]) },
		"another tenant's event": func(log [][]byte) [][]byte { log[2] = auditLog(t, "ek", 3)[2]; return log },
		"a hash changed":         func(log [][]byte) [][]byte { log[2][0]++; return log },
		"an event cut short":     func(log [][]byte) [][]byte { log[2] = log[2][:40]; return log },
		"an event emptied":       func(log [][]byte) [][]byte { log[2] = nil; return log },
	} {
		log := auditLog(t, "ekby", 5)
		if n, err := follow("ekby", log); n != 5 || err != nil {
			t.Fatalf("untouched: %d, %v", n, err)
		}
		if n, err := follow("ekby", harm(log)); n > 3 || n < 2 || !errors.Is(err, store.ErrAuditChain) {
			t.Errorf("%s: %d events follow, %v", name, n, err)
		}
	}
}

func TestAuditHead_TellsShortenedAndRewrittenLogs(t *testing.T) {
	t.Parallel()
	ends := map[string]bool{}
	for _, log := range [][][]byte{auditLog(t, "ekby", 5), auditLog(t, "ekby", 4), auditLog(t, "ek", 5)} {
		tenant := "ekby"
		if len(ends) == 2 {
			tenant = "ek"
		}
		head := store.AuditStart(tenant)
		for _, stored := range log {
			var err error
			if _, head, err = head.Follow(stored); err != nil {
				t.Fatal(err)
			}
		}
		ends[head.String()] = true
	}
	if len(ends) != 3 {
		t.Errorf("ends that look alike: %v", ends)
	}
}
