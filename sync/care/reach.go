package care

import (
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// Times of domain.md 1.5 and W3, milliseconds: coordinators see within a minute who was not reached; what is urgent goes to
// the next in the chain after five minutes and to the coordinator's call list after fifteen.
const (
	reachWithin = 45_000
	nextAfter   = 5 * minute
	callAfter   = 15 * minute
)

const reachingType = "reaching"

// ReachingID names the document in which a team sees who has been reached about a document.
func ReachingID(scope document.Scope, doc string) string {
	return HashID(reachingType, string(scope), doc)
}

// ReachScope is where a team sees it.
func ReachScope(team, municipality string) document.Scope {
	return document.Scope("team/" + team + "/reach/" + municipality)
}

// Reaching is what a team is shown when people are told of a change that asks for acknowledgement: who they are and by when
// somebody looks after them. An earlier change's answers stay, and do not count: an answer belongs to a sequence (domain.md W3).
func Reaching(tell document.Tell, scope document.Scope, seq uint64, told []string, now int64) map[string]document.Op {
	if told == nil {
		told = []string{}
	}
	after := func(millis int64) document.Op { return set(document.TimeText(now + millis)) }
	ops := map[string]document.Op{
		"state": set("waiting"), "causeScope": set(string(scope)), "causeDoc": set(tell.Doc), "causeType": set(tell.Type), "class": set(tell.Class),
		"code": set(tell.Code), "ack": set(tell.Ack), "causeSeq": {Set: strconv.AppendUint(nil, seq, 10)}, "since": after(0),
		"toldIds": {Set: canonical(told)}, "nextIds": {Set: jsontext.Value("[]")}, "reachBy": after(reachWithin),
	}
	switch {
	case len(told) == 0:
		ops["state"] = set("call") // there is nobody to wait for
	case tell.Class == "urgent" && tell.Ack == "any":
		ops["nextBy"], ops["callBy"] = after(nextAfter), after(callAfter)
	case tell.Class == "urgent":
		ops["callBy"] = after(nextAfter)
	}
	return ops
}

// answer is that somebody's phone fetched a notice, or that they acknowledged it, or were told by word of mouth.
type answer struct {
	StaffID string `json:"staffId"`
	Seq     uint64 `json:"seq"`
	At      string `json:"at"`
}

// noticeAnswered passes on to the team that a notice was fetched or acknowledged.
func noticeAnswered(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	team := text(t, after, "teamId")
	if team == "" {
		return nil, nil
	}
	who := after.Scope.Subject()
	w := Write{
		Scope: ReachScope(team, f.Municipality), Type: reachingType, Changes: map[string]document.Op{},
		Doc: ReachingID(document.Scope(text(t, after, "causeScope")), text(t, after, "causeDoc")),
	}
	for field, in := range map[string]string{"fetchedSeq": "fetched", "acknowledgedSeq": "acknowledged"} {
		was, is := as[uint64](read(t, before, field).Value), as[uint64](read(t, after, field).Value)
		if is > was {
			one := canonical(answer{who, is, document.TimeText(f.Now)})
			w.Changes[in] = document.Op{Add: map[string]jsontext.Value{who + "-" + strconv.FormatUint(is, 10): one}}
		}
	}
	if len(w.Changes) == 0 {
		return nil, nil
	}
	return []Write{w}, nil
}

// reached closes what everybody, or anybody, has answered; and takes off the list of those not reached what all have fetched.
func reached(t *schema.Type, _, after *document.Document, f Facts) ([]Write, error) {
	state := StateOf(t, after)
	switch {
	case state != "answered" && isAnswered(t, after):
		return []Write{toReaching(after, map[string]document.Op{"state": set("answered"), "answeredAt": set(document.TimeText(f.Now))})}, nil
	case state == "unreached" && len(unreached(t, after)) == 0:
		return []Write{toReaching(after, map[string]document.Op{"state": set("waiting")})}, nil
	}
	return nil, nil
}

func toReaching(doc *document.Document, changes map[string]document.Op) Write {
	return Write{Doc: doc.ID, Type: doc.Type, Changes: changes}
}

// answerers are those who have answered in one of the fields, about the change that counts now.
func answerers(t *schema.Type, doc *document.Document, fields ...string) (out []string) {
	seq := as[uint64](read(t, doc, "causeSeq").Value)
	for _, field := range fields {
		for _, item := range read(t, doc, field).Items {
			if a := as[answer](item.Value); a.Seq >= seq {
				out = append(out, a.StaffID)
			}
		}
	}
	return out
}

func isAnswered(t *schema.Type, doc *document.Document) bool {
	answered := answerers(t, doc, "acknowledged", "oral")
	told := as[[]string](read(t, doc, "toldIds").Value)
	if text(t, doc, "ack") == "any" || len(told) == 0 {
		return len(answered) > 0
	}
	return !slices.ContainsFunc(told, func(id string) bool { return !slices.Contains(answered, id) })
}

// unreached are those who were told and whose phones have not fetched it, nor has anybody told them.
func unreached(t *schema.Type, doc *document.Document) []string {
	heard := answerers(t, doc, "fetched", "acknowledged", "oral")
	return slices.DeleteFunc(as[[]string](read(t, doc, "toldIds").Value), func(id string) bool { return slices.Contains(heard, id) })
}

// notReached: "Kerstin sees unreached people within 60 s" (domain.md W3).
func notReached(t *schema.Type, doc *document.Document, _ Facts) ([]Write, error) {
	if len(unreached(t, doc)) == 0 {
		return nil, nil
	}
	return []Write{toReaching(doc, map[string]document.Op{"state": set("unreached")})}, nil
}

// askNext tells those who are on call when nobody has acknowledged (domain.md W7); without any, the coordinator calls now.
func askNext(_ *schema.Type, doc *document.Document, f Facts) ([]Write, error) {
	var next []string
	if f.OnCall != nil {
		next = f.OnCall(doc.Scope.Subject())
	}
	if len(next) == 0 {
		return toCall(nil, doc, f)
	}
	return []Write{toReaching(doc, map[string]document.Op{"nextIds": {Set: canonical(next)}, "escalatedAt": set(document.TimeText(f.Now))})}, nil
}

// toCall puts it on the coordinator's call list.
func toCall(_ *schema.Type, doc *document.Document, _ Facts) ([]Write, error) {
	return []Write{toReaching(doc, map[string]document.Op{"state": set("call")})}, nil
}

// toldNext is that those on call are told of the document that nobody has acknowledged.
func toldNext(t *schema.Type, before, after *document.Document) []document.Tell {
	at := text(t, after, "escalatedAt")
	if at == "" || at == text(t, before, "escalatedAt") {
		return nil
	}
	return []document.Tell{{
		Doc: text(t, after, "causeDoc"), Type: text(t, after, "causeType"), Code: text(t, after, "code"), Class: text(t, after, "class"),
		Scope: document.Scope(text(t, after, "causeScope")), Seq: as[uint64](read(t, after, "causeSeq").Value),
		Staff: as[[]string](read(t, after, "nextIds").Value),
	}}
}
