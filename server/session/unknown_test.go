package session_test

import (
	"bytes"
	"maps"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// olderSchema knows no goals, and no category of a note.
func olderSchema() *schema.Set {
	set := *schema.Embedded()
	set.Types = maps.Clone(set.Types)
	delete(set.Types, "goal")
	note := *set.Types["visitNote"]
	note.Fields = maps.Clone(note.Fields)
	delete(note.Fields, "category")
	set.Types["visitNote"] = &note
	return &set
}

func entry(id, text string) document.Op {
	return document.Op{Add: map[string]jsontext.Value{id: toJSON(map[string]string{"at": document.TimeText(start), "text": text})}}
}

// An older phone holds what it does not know, counts it in its checksums, and writes beside it: nothing of it is lost.
func TestUnknown_FieldsSurviveAnEditByAnOlderPhone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 3, 10)
	newer, older := w.signs("amina", "r7", 1).online(), w.signs("amina", "r8", 2)
	older.r = replica.New(replica.Options{
		Replica: "r8", Author: "amina", Role: "assistantNurse", Schema: olderSchema(), NewID: w.newID, Key: older.key,
	})
	write := func(c *signer, d replica.Draft) {
		t.Helper()
		d.Scope, d.Type, d.Doc = social, "visitNote", "n1"
		e, err := c.r.Edit(w.now, d)
		if err != nil {
			t.Fatal(err)
		}
		c.hands(c.proof(e), e)
		if v := verdictsOf(c.all()); len(v) != 1 || v[0].Kind != document.Applied {
			t.Fatalf("%+v", v)
		}
	}
	write(newer, replica.Draft{Create: true, Changes: map[string]document.Op{"category": {Set: toJSON("observation")}, "text": entry("i1", "Åt gott.")}})
	older.online()
	older.isAtHead(social)
	write(older, replica.Draft{Changes: map[string]document.Op{"text": entry("i2", "Sov bra.")}})
	newer.all()
	for name, c := range map[string]*signer{"newer": newer, "older": older} {
		c.isAtHead(social)
		if held := c.r.AppendCanonical(nil, social); !bytes.Contains(held, []byte(`"observation"`)) || !bytes.Contains(held, []byte("Sov bra.")) {
			t.Errorf("the %s phone holds %s", name, held)
		}
	}
	view, _ := newer.r.Show(social, "n1")
	if got := string(view.Fields["category"].Value); got != `"observation"` || len(view.Fields["text"].Items) != 2 {
		t.Errorf("shown: category %s, %d texts", got, len(view.Fields["text"].Items))
	}
	// A void is of the whole document; that which is not known is still there.
	write(older, replica.Draft{Void: "fel medborgare"})
	newer.all()
	newer.isAtHead(social)
	if held := newer.r.AppendCanonical(nil, social); !bytes.Contains(held, []byte(`"observation"`)) {
		t.Errorf("after a void: %s", held)
	}
}

// Members that the server does not know do not keep a frame from being read: a newer phone says more.
func TestUnknown_MembersOfFramesAreIgnored(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	hello := wire.AppendHello(nil, wire.Hello{Contract: wire.Contract, Token: w.token("amina", time.Hour), Replica: "ramina", Clock: w.now})
	c.frame(append(hello[:len(hello)-1:len(hello)-1], `,"ofALaterContract":{"a":[1]}}`...))
	if got := c.all(); len(got) == 0 || got[0].Kind() != wire.KindWelcome {
		t.Errorf("got %v", kinds(got))
	}
}
