package play

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// comparison is what a fresh look at the server says about everybody's phones.
type comparison struct {
	why       []string
	divergent int // phones that hold something else than the server
	truth     map[document.Scope]held
	when      string // the moment it was begun
}

// held is a scope as a replica holds it.
type held struct {
	status replica.Status
	bytes  []byte
	docs   map[string]*document.Document
}

// compareTries is how often a comparison is begun at least, within the grace as often as it takes: something may have been
// committed meanwhile, by the server too, and what a phone is granted or refused then may still be on its way.
const compareTries = 5

// compare loads everything anew for each person who is online, over HTTP with a replica that held nothing, and compares
// cursor, checksum and bytes of every scope with the phone's. What was equal is so until a phone hears of something.
func (c *crew) compare(ctx context.Context) comparison {
	when := c.moment()
	if c.equal != nil && c.equal.when == when {
		return *c.equal
	}
	out := c.compareAll(ctx)
	if c.equal, out.when = nil, when; len(out.why) == 0 {
		c.equal = &out
	}
	return out
}

func (c *crew) compareAll(ctx context.Context) comparison {
	ctx, stop := c.inTime(ctx)
	defer stop()
	out := comparison{truth: map[document.Scope]held{}}
	for _, m := range c.mates {
		if !m.phone.IsOnline() {
			continue
		}
		why, fresh := c.compareOne(ctx, m)
		if why != "" {
			out.divergent++
			out.why = append(out.why, m.name+" "+why)
		}
		for scope, h := range fresh {
			other, seen := out.truth[scope]
			if seen && other.status.Cursor.Seq == h.status.Cursor.Seq && !bytes.Equal(other.bytes, h.bytes) {
				out.why = append(out.why, fmt.Sprintf("the server sent two people different bytes of %s at %d", scope, h.status.Cursor.Seq))
				out.divergent++
			}
			out.truth[scope] = h
		}
	}
	return out
}

func (c *crew) compareOne(ctx context.Context, m *mate) (string, map[document.Scope]held) {
	var why string
	var fresh map[document.Scope]held
	until := time.Now().Add(c.o.Grace)
	for try, wait := 0, lookEvery; try < compareTries || time.Now().Before(until); try, wait = try+1, lookLater(wait) {
		observer, err := c.observe(ctx, m)
		if err != nil {
			return "cannot be compared: " + err.Error(), nil
		}
		fresh = holdings(observer)
		observer.Close()
		heads := map[document.Scope]uint64{}
		for scope, h := range fresh {
			heads[scope] = h.status.Cursor.Seq
		}
		if err := m.phone.Reach(ctx, heads); err != nil {
			return "falls behind: " + err.Error(), fresh
		}
		if why = differ(holdings(m.phone), fresh); why == "" || pause(ctx, wait) != nil {
			break
		}
	}
	m.phone.Look(func(r *replica.Replica) {
		if n := r.Mismatches(); n > 0 && why == "" {
			why = fmt.Sprintf("had %d checksum mismatches", n)
		}
	})
	if trace := m.phone.Mistaken(); trace != nil {
		why += ", the first after:\n           " + strings.Join(trace, "\n           ")
	}
	return why, fresh
}

// differ says how what a phone holds differs from the server's.
func differ(phone, server map[document.Scope]held) string {
	for scope, want := range server {
		got, holds := phone[scope]
		switch {
		case !holds:
			return fmt.Sprintf("does not hold %s", scope)
		case got.status.Cursor.Seq > want.status.Cursor.Seq:
			return fmt.Sprintf("is ahead in %s", scope)
		case got.status.Cursor != want.status.Cursor:
			return fmt.Sprintf("is at %v in %s, the server at %v", got.status.Cursor, scope, want.status.Cursor)
		case !bytes.Equal(got.bytes, want.bytes):
			return fmt.Sprintf("holds other bytes of %s at %d", scope, want.status.Cursor.Seq)
		case got.status.Checksum != want.status.Checksum:
			return fmt.Sprintf("has checksum %016x in %s, the server %016x", uint64(got.status.Checksum), scope, uint64(want.status.Checksum))
		}
	}
	for scope := range phone {
		if _, holds := server[scope]; !holds {
			return fmt.Sprintf("holds %s, which the server does not grant", scope)
		}
	}
	return ""
}

func holdings(p interface{ Look(func(*replica.Replica)) }) map[document.Scope]held {
	out := map[document.Scope]held{}
	p.Look(func(r *replica.Replica) {
		for _, name := range r.Scopes() {
			s, _ := r.Status(name)
			if s.Revoked {
				continue
			}
			out[name] = held{status: s, bytes: r.AppendCanonical(nil, name), docs: confirmed(r, name)}
		}
	})
	return out
}

// unsent says who is online and has edits without a verdict.
func (c *crew) unsent() string {
	for _, m := range c.mates {
		n := 0
		m.phone.Look(func(r *replica.Replica) { n = r.Pending() })
		if n > 0 && m.phone.IsOnline() {
			return fmt.Sprintf("%s has %d", m.name, n)
		}
	}
	return ""
}
