package audit

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// This file holds what people read, in Swedish.

// did are the verbs of the log's table.
var did = map[string]string{
	store.ActionRead: "läste", store.ActionSearch: "sökte", store.ActionOpenedOutside: "öppnade utanför sitt uppdrag",
	store.ActionEmergency: "nödöppnade", store.ActionDelivered: "fick uppgifterna till telefonen", store.ActionPurgeAsked: "telefonen ska radera uppgifterna",
	store.ActionPurged: "telefonen raderade uppgifterna", store.ActionRefused: "nekades", store.ActionCarried: "sände in åt någon annan",
	store.ActionMissingLink: "VARNING: läsningar saknas", store.ActionNotHeld: "VARNING: läsning av det som telefonen aldrig fick", store.ActionLogRead: "tog fram loggen", store.ActionReviewDrawn: "drog ett urval till granskning",
	store.ActionReviewDone: "granskade loggen", store.ActionReleased: "släppte fram en annans text", store.ActionDropped: "släppte inte fram en annans text",
}

// wroteAs is the verb of an edit, by what became of it.
var wroteAs = map[string]string{
	"applied": "skrev", "merged": "skrev", "proposed": "föreslog", "parked": "skrev, väntar på beslut", "refused": "försökte skriva, nekades",
}

// because says what a code means to somebody who was not there.
var because = map[string]string{
	document.CodeNotAllowed: "saknade behörighet", document.CodeTooLate: "behörigheten hade upphört", document.CodeReplicaRevoked: "inloggningen var spärrad",
	document.CodeBadEdit: "gick inte att läsa", document.CodeBadValue: "fel form på ett värde", document.CodeStale: "någon annan hann före",
	fault.NotFound: "saknade behörighet",
}

func (d *desk) verb(l *Line) string {
	if l.Action == wrote {
		if l.Kind == "server" && l.Verdict != "refused" {
			return "uppdaterade"
		}
		return wroteAs[l.Verdict]
	}
	if l.Action == store.ActionLogRead {
		return cmp.Or(tookOut[l.Note], did[l.Action])
	}
	return did[l.Action]
}

// tookOut are the verbs of those who asked, by what they asked for.
var tookOut = map[string]string{
	AskExtract: "tog fram loggutdraget till medborgaren", AskHoldings: "tog fram listan över telefoner", AskDisclosures: "tog fram listan över utlämnanden",
}

// kindName is who did it when it was no member of staff.
func (d *desk) kindName(l *Line) string {
	switch l.Kind {
	case "citizen":
		return "Medborgaren"
	case "representative":
		return "Ställföreträdare (" + l.Actor + ")"
	case "server":
		return "Systemet"
	case "system":
		return "Kommunens system (" + l.Actor + ")"
	}
	return ""
}

func (d *desk) roleName(role string) string {
	if r, ok := d.o.Schema.Roles[role]; ok {
		return r.Swedish
	}
	return ""
}

func (d *desk) typeName(name string) string {
	if t := d.o.Schema.Types[name]; t != nil {
		return t.Label.Swedish
	}
	return ""
}

// thing is what a line is about: the sort of document, or where it lies.
func (d *desk) thing(l *Line) string {
	if l.Type == "citizen" {
		return d.roomName(l) // "Medborgarkort": nobody reads a citizen
	}
	return cmp.Or(d.typeName(l.Type), d.roomName(l))
}

// roomName is the compartment of a scope; a case compartment is named for its part.
func (d *desk) roomName(l *Line) string {
	kind, name := l.Scope.Kind(), l.Scope.Compartment()
	if strings.HasPrefix(name, "case-") {
		name = "case-*" + name[strings.LastIndexByte(name, '-'):]
	}
	if c := d.o.Schema.Compartments[kind][name]; c != nil {
		return c.Label.Swedish
	}
	return ""
}

func (d *desk) fieldNames(l *Line) string {
	t := d.o.Schema.Types[l.Type]
	if t == nil {
		return ""
	}
	var names []string
	for _, name := range l.Fields {
		if f := t.Fields[name]; f != nil {
			names = append(names, small(f.Label.Swedish))
		}
	}
	const most = 3
	if len(names) > most {
		return fmt.Sprintf("%s och %d fält till", strings.Join(names[:most-1], ", "), len(names)-most+1)
	}
	return strings.Join(names, ", ")
}

// count is "1 person" or "3 personer".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// small begins a text with a small letter, as inside a sentence; capital does the opposite.
func small(text string) string { return first(text, unicode.ToLower) }

func capital(text string) string { return first(text, unicode.ToUpper) }

func first(text string, as func(rune) rune) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(as(r)) + text[size:]
}
