package move

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"

	"github.com/samsyn/samsyn/sync/document"
)

// Summary says what was carried. Two stores whose summaries are equal hold the same history.
type Summary struct {
	Tenant    string            `json:"-"`
	Scopes    int               `json:"scopes"`
	Commits   int               `json:"commits"`
	Open      int               `json:"open"`      // commits whose follow-up is unfinished
	Deadlines int               `json:"deadlines"` // still to come
	Events    uint64            `json:"events"`    // of the audit log
	Logins    int               `json:"logins"`
	Holdings  int               `json:"holdings"`
	Marks     int               `json:"marks"`
	Newest    int64             `json:"newest"`    // the time of the newest commit, milliseconds
	Checksums document.Checksum `json:"checksums"` // the sum mod 2^64 of the scopes' checksums
	Chains    string            `json:"chains"`    // SHA-256, hex, over the head of every scope: name, epoch, seq, hash, checksum
	Audit     string            `json:"audit"`     // store.AuditHead of the end of the audit log

	Forked int `json:"-"` // scopes that began a new epoch, in a restore
}

// String is a few lines of text for the operator.
func (s Summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "tenant %s: %d scopes, %d commits (%d open), %d deadlines, %d audit events, %d logins with %d holdings, %d read marks\n",
		s.Tenant, s.Scopes, s.Commits, s.Open, s.Deadlines, s.Events, s.Logins, s.Holdings, s.Marks)
	sum, _ := s.Checksums.MarshalText() // never fails
	fmt.Fprintf(&b, "checksums %s\nchains    %s\naudit     %s\n", sum, s.Chains, s.Audit)
	return b.String()
}

// tally is a summary in the making.
type tally struct {
	Summary
	heads hash.Hash
}

func newTally(tenant string) *tally {
	return &tally{Summary: Summary{Tenant: tenant}, heads: sha256.New()}
}

func (t *tally) commit(c *document.Commit, open bool, due int) {
	t.Commits++
	t.Deadlines += due
	t.Newest = max(t.Newest, c.At)
	if open {
		t.Open++
	}
}

func (t *tally) scope(scope document.Scope, h document.Head) {
	t.Scopes++
	t.Checksums += h.Checksum
	fmt.Fprintf(t.heads, "%s\x00%s\x00%d\x00%s\x00%d\n", scope, h.Epoch, h.Seq, h.Hash, uint64(h.Checksum))
	t.Chains = hex.EncodeToString(t.heads.Sum(nil))
}
