package care

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// notReached: "Kerstin sees unreached people within 60 s" (domain.md W3).
func notReached(t *schema.Type, doc *document.Document, _ Facts) ([]Write, error) {
	if len(unreached(t, doc)) == 0 {
		return nil, nil
	}
	return []Write{toReaching(doc, map[string]document.Op{"state": set("unreached")})}, nil
}

// askNext tells those who are on call when nobody has acknowledged (domain.md W7); without any, the coordinator calls now.
func askNext(t *schema.Type, doc *document.Document, f Facts) ([]Write, error) {
	var next []string
	if f.OnCall != nil {
		next = f.OnCall(doc.Scope.Subject())
	}
	if len(next) == 0 {
		return toCall(t, doc, f)
	}
	at := set(document.TimeText(f.Now))
	return []Write{
		toReaching(doc, map[string]document.Op{"escalatedAt": at}),
		{Scope: chainScope(doc.Scope.Subject(), f.Municipality), Doc: doc.ID, Type: chainLinkType, Changes: map[string]document.Op{
			"nextIds": {Set: canonical(next)}, "escalatedAt": at,
		}},
	}, nil
}

// toCall puts it on the coordinator's call list.
func toCall(t *schema.Type, doc *document.Document, _ Facts) ([]Write, error) {
	if StateOf(t, doc) == "call" {
		return nil, nil
	}
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
