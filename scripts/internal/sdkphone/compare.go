package sdkphone

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/vectors"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// shown is a replica.Shown as the SDK names it. What else the SDK says there, who made it and wrote in it, stands in the store.
type shown struct {
	Doc     string `json:"doc"`
	Type    string `json:"type"`
	Seq     uint64 `json:"seq"`
	Waiting int    `json:"waiting"`
	Unknown bool   `json:"unknown"`
	View    any    `json:"view"`
}

// status is a replica.Status as the SDK names it.
type status struct {
	Cursor    document.Cursor   `json:"cursor"`
	Checksum  document.Checksum `json:"checksum"`
	Documents int               `json:"documents"`
	Loading   bool              `json:"loading"`
	Revoked   bool              `json:"revoked"`
}

// compare lists how what Go makes of the SDK's store differs from what the SDK says of itself: the store byte for byte, and all that
// people and the server are shown of it.
func compare(r *replica.Replica, set *schema.Set, sdk *report) (why []string) {
	differ := func(what string, sdk, ours jsontext.Value) {
		if at := firstDifference(sdk, ours); at != "" {
			why = append(why, fmt.Sprintf("the SDK and Go differ in %s: %s", what, at))
		}
	}
	differ("the store", sdk.Snapshot, r.Snapshot())
	differ("the scopes held", encode(slices.Sorted(maps.Keys(sdk.Statuses))), encode(or(r.Scopes())))
	for _, scope := range r.Scopes() {
		s, _ := r.Status(scope)
		differ("how far "+string(scope)+" is", sdk.Statuses[scope], encode(status(s)))
	}
	for scope, all := range sdk.Shown {
		differ("what "+string(scope)+" shows", encode(all), encode(screen(r, scope)))
	}
	differ("what is derived", sdk.Derived, encode(phone.Derived(r, set)))
	differ("the outbox", encode(sdk.Outbox), encode(or(r.Outbox(0, 0))))
	differ("what is set aside", encode(sdk.Aside), encode(or(r.SetAside())))
	differ("how much waits", encode(sdk.Pending), encode(r.Pending()))
	differ("what may be purged", encode(sdk.Purgeable), encode(or(r.Purgeable())))
	differ("the cursors", sdk.Cursors, encode(r.Cursors()))
	return why
}

// screen is what Go shows of a scope.
func screen(r *replica.Replica, scope document.Scope) []shown {
	out := []shown{}
	for _, s := range r.ShowAll(scope) {
		out = append(out, shown{s.Doc, s.Type, s.Seq, s.Waiting, s.Unknown, vectors.View(s.View)})
	}
	return out
}

// or gives an empty list where there is none.
func or[E any](list []E) []E {
	if list == nil {
		return []E{}
	}
	return list
}

func encode(v any) jsontext.Value {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil { // values in here came out of JSON
		panic("sdkphone: encode: " + err.Error())
	}
	return text
}

// around is how much of each is told.
const around = 150

// firstDifference shows where two JSON texts begin to differ, in their canonical forms; "" when they are the same.
func firstDifference(sdk, ours jsontext.Value) string {
	a, b := jsontext.Value(bytes.Clone(sdk)), jsontext.Value(bytes.Clone(ours))
	if a.Canonicalize() != nil || b.Canonicalize() != nil {
		return fmt.Sprintf("what cannot be read: %.300s, %.300s", sdk, ours)
	}
	if bytes.Equal(a, b) {
		return ""
	}
	at := 0
	for at < min(len(a), len(b)) && a[at] == b[at] {
		at++
	}
	from := max(0, at-around)
	return fmt.Sprintf("…%s…, Go has …%s…", a[from:min(len(a), at+around)], b[from:min(len(b), at+around)])
}
