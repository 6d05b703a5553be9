package config_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/sync/document"
)

// Nothing that holds a person's words gets through the real handler, on its own, by pointer, in a list or in a group.
func TestLogger_ShowsNoCareData(t *testing.T) {
	t.Parallel()
	const planted = "Planterad Person"
	value := jsontext.Value(`"` + planted + `"`)
	edit := document.Edit{ID: planted, Void: planted, Changes: map[string]document.Op{"note": {Set: value}}}
	doc := document.Document{ID: "d1", Fields: map[string]document.Field{"note": {Cell: document.Cell{
		Candidates: []document.Candidate{{Edit: "e", Value: value}}}}}}
	commit := document.Commit{Body: document.Body{Edits: []document.Entry{{Kept: value}}, Changes: []document.Change{{Doc: &doc}}}}
	for _, v := range []any{edit, &edit, []document.Edit{edit}, edit.Changes, edit.Changes["note"], doc, &doc, doc.Fields["note"],
		doc.Fields["note"].Candidates, commit, &commit, commit.Body, document.Change{Doc: &doc}, value, []byte(value), any(&value),
		[]any{planted}, map[string]string{"a": planted}, struct{ A string }{planted}} {
		var out bytes.Buffer
		log := config.NewLogger(&out, slog.LevelDebug)
		log.Info("submit", "thing", v, slog.Group("group", "thing", v))
		log.With("thing", v).Info("submit")
		if strings.Contains(out.String(), planted) || strings.Contains(out.String(), "UGxhbnRlcmFk") { // the base64 of Planterad
			t.Errorf("%T: %s", v, out.String())
		}
		if !strings.Contains(out.String(), `"thing":"·"`) {
			t.Errorf("%T is not a dot: %s", v, out.String())
		}
	}
}

func TestLogger_ShowsWhatOperatorsNeed(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	config.NewLogger(&out, slog.LevelInfo).Info("submit", "scope", document.Scope("team/t3/part1/ekby"), "seq", uint64(7), "took", time.Second,
		"cause", errors.New("disk full"), "kind", document.Applied)
	for _, want := range []string{`"team/t3/part1/ekby"`, `"seq":7`, `"disk full"`, `"applied"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in %s", want, out.String())
		}
	}
}
