package advise

import (
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Me is whose phone it is, and as what.
type Me struct {
	Actor string `json:"actor"`
	Role  string `json:"role"`
}

// Held is a document as this phone shows it, with its own edits on top.
type Held struct {
	Scope document.Scope
	Doc   string
	Type  string
	View  merge.View
}

// isLive reports whether it is there for people: created, and not voided.
func (h Held) isLive() bool { return h.View.Voided == "" && !h.View.Incomplete }

func (h Held) text(field string) string { return document.Unquote(h.View.Fields[field].Value) }

// number is an integer of 0 or more; 0 for anything else.
func (h Held) number(field string) int { return as[int](h.View.Fields[field].Value) }

// moment is a time in milliseconds.
func (h Held) moment(field string) (int64, bool) { return document.TimeMillis(h.text(field)) }

// item finds one of a list's by its id.
func (h Held) item(field, id string) (merge.Item, bool) {
	items := h.View.Fields[field].Items
	at := slices.IndexFunc(items, func(i merge.Item) bool { return i.ID == id })
	if at < 0 {
		return merge.Item{}, false
	}
	return items[at], true
}

// as reads a value that the schema has checked; of anything else the zero value.
func as[T any](v jsontext.Value) T {
	var out, none T
	if v == nil || json.Unmarshal(v, &out) != nil {
		return none
	}
	return out
}
