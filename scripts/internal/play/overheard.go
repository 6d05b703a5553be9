package play

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/replica"
)

// This file asks what any day promises about pushes: they say nothing but what the contract allows, and ring nobody for another's
// news.

// sentData is what a push says: protocol.md, "Being rung".
var sentData = map[string]*regexp.Regexp{
	"class":       regexp.MustCompile(`^(urgent|visit|meeting|sync)$`),
	"inboxCursor": regexp.MustCompile(`^([0-9a-f]{16,64})?$`),
	"tenant":      regexp.MustCompile(`^[0-9a-f]{16}$`),
	"v":           regexp.MustCompile(`^1$`),
}

// readSent gives what a message said, and what it should not have said.
func readSent(text, tenant string) (data map[string]string, why string) {
	var body struct {
		Message struct {
			Data map[string]string `json:"data"`
		} `json:"message"`
	}
	if err := json.Unmarshal([]byte(text), &body); err != nil {
		return nil, "cannot be read: " + err.Error()
	}
	data = body.Message.Data
	for _, name := range slices.Sorted(maps.Keys(data)) {
		if rule := sentData[name]; rule == nil || !rule.MatchString(data[name]) {
			return data, fmt.Sprintf("says %s: %q", name, data[name])
		}
	}
	switch {
	case len(data) != len(sentData):
		return data, fmt.Sprintf("lacks something: %v", data)
	case data["tenant"] != hashed("tenant", tenant):
		return data, "is of another tenant"
	}
	return data, ""
}

// hashed is how a push names what it must not say.
func hashed(what, text string) string {
	sum := sha256.Sum256([]byte("samsyn push " + what + "\x00" + text))
	return hex.EncodeToString(sum[:8])
}

// cursors gives whose news the pushes may be about: by the edits that wrote the notices which people see.
func (c *crew) cursors() map[string]*mate {
	whose := map[string]*mate{}
	for _, m := range c.mates {
		m.phone.Look(func(r *replica.Replica) {
			for _, scope := range r.Scopes() {
				if m.kind != "" || scope.Kind() != "staff" || scope.Subject() != m.id || scope.Compartment() != "inbox" {
					continue
				}
				for _, shown := range r.ShowAll(scope) {
					for _, field := range shown.View.Fields {
						whose[hashed("cursor", field.Edit)], whose[field.Edit] = m, m
					}
				}
			}
		})
	}
	return whose
}

// overheard counts the pushes that were sent, and tells which said what they must not, or rang somebody for another's news. Phones have one holder here each.
func (c *crew) overheard(ctx context.Context) (sent int, why []string) {
	all, err := c.pushes(ctx)
	if err != nil {
		return 0, []string{err.Error()}
	}
	whose := c.cursors()
	for _, m := range c.mates {
		sent += len(all[m.bell].Sent)
		for _, text := range all[m.bell].Sent {
			data, bad := readSent(text, c.tenant)
			if bad != "" {
				why = append(why, fmt.Sprintf("a push for %s %s", m.name, bad))
			}
			if other := whose[data["inboxCursor"]]; other != nil && other != m {
				why = append(why, fmt.Sprintf("%s was rung for what is %s's", m.name, other.name))
			}
		}
	}
	return sent, why
}
