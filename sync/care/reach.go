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

const (
	reachingType  = "reaching"
	chainLinkType = "chainLink"
)

// ReachingID names the document in which a team sees who has been reached about a document. Who holds that finds it so; who does
// not, learns nothing of it: coordinators see how many questions about medicines there are, and no more (domain.md 1.4).
func ReachingID(scope document.Scope, doc string) string {
	return HashID(reachingType, string(scope), doc)
}

// changeID names a change of a document without counting what is in its scope.
func changeID(scope document.Scope, doc string, seq uint64) string {
	return HashID("change", string(scope), doc, strconv.FormatUint(seq, 10))
}

// Reaching are the two documents about people who are told of a change that asks for acknowledgement: what their team is shown,
// and what the server alone knows, to tell the next in the chain. An earlier change's answers stay, and do not count: an answer
// belongs to a sequence (domain.md W3).
func Reaching(tell document.Tell, scope document.Scope, seq uint64, told []string, team, municipality string, now int64) (shown, link Write) {
	after := func(millis int64) document.Op { return set(document.TimeText(now + millis)) }
	id := ReachingID(scope, tell.Doc)
	ops := map[string]document.Op{
		"state": set("waiting"), "class": set(tell.Class), "ack": set(tell.Ack), "change": set(changeID(scope, tell.Doc, seq)),
		"since": after(0), "reachBy": after(reachWithin), "toldIds": {Set: canonical(append([]string{}, told...))},
		"nextBy": none, "callBy": none, "escalatedAt": none, "answeredAt": none, // an earlier change's
	}
	switch {
	case len(told) == 0:
		ops["state"], ops["nextBy"] = set("call"), after(0) // there is nobody to wait for
	case tell.Class == "urgent" && tell.Ack == "any":
		ops["nextBy"], ops["callBy"] = after(nextAfter), after(callAfter)
	case tell.Class == "urgent":
		ops["callBy"] = after(nextAfter)
	}
	return Write{Scope: ReachScope(team, municipality), Doc: id, Type: reachingType, Create: true, Changes: ops},
		Write{Scope: chainScope(team, municipality), Doc: id, Type: chainLinkType, Create: true, Changes: map[string]document.Op{
			"causeScope": set(string(scope)), "causeDoc": set(tell.Doc), "causeType": set(tell.Type), "class": set(tell.Class),
			"code": set(tell.Code), "causeSeq": {Set: strconv.AppendUint(nil, seq, 10)}, "since": after(0),
		}}
}

// ReachScope is where a team sees it.
func ReachScope(team, municipality string) document.Scope {
	return document.Scope("team/" + team + "/reach/" + municipality)
}

func chainScope(team, municipality string) document.Scope {
	return document.Scope("team/" + team + "/chain/" + municipality)
}

// answer is that somebody's phone fetched a notice, or that they acknowledged it, or were told by word of mouth.
type answer struct {
	StaffID string `json:"staffId"`
	Change  string `json:"change"`
	At      string `json:"at"`
}

// noticeAnswered passes on to the team that a notice was fetched or acknowledged.
func noticeAnswered(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	team := text(t, after, "teamId")
	if team == "" {
		return nil, nil
	}
	who, scope, doc := after.Scope.Subject(), document.Scope(text(t, after, "causeScope")), text(t, after, "causeDoc")
	w := Write{Scope: ReachScope(team, f.Municipality), Type: reachingType, Doc: ReachingID(scope, doc), Create: true, Changes: map[string]document.Op{}}
	for field, in := range map[string]string{"fetchedSeq": "fetched", "acknowledgedSeq": "acknowledged"} {
		was, is := as[uint64](read(t, before, field).Value), as[uint64](read(t, after, field).Value)
		if is > was {
			change := changeID(scope, doc, is)
			w.Changes[in] = document.Op{Add: map[string]jsontext.Value{who + "-" + change: canonical(answer{who, change, document.TimeText(f.Now)})}}
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
	change := text(t, doc, "change")
	for _, field := range fields {
		for _, item := range read(t, doc, field).Items {
			if a := as[answer](item.Value); a.Change == change {
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
