package wire

import (
	"strconv"

	"github.com/samsyn/samsyn/sync/document"
)

func appendVerdict(b []byte, v *document.Verdict) []byte {
	b = appendText(append(b, `{"edit":`...), v.Edit)
	b = appendText(append(b, `,"verdict":`...), string(v.Kind))
	b = appendOptional(b, `,"code":`, v.Code)
	b = appendOptional(b, `,"field":`, v.Field)
	b = appendText(append(b, `,"scope":`...), string(v.Scope))
	b = strconv.AppendUint(append(b, `,"seq":`...), v.Seq, 10)
	if v.Again {
		b = append(b, `,"again":true`...)
	}
	if v.Late {
		b = append(b, `,"late":true`...)
	}
	if v.Notes != nil {
		b = append(b, `,"notes":[`...)
		for i := range v.Notes {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendNote(b, &v.Notes[i])
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

func appendNote(b []byte, n *document.Note) []byte {
	b = appendText(append(b, `{"field":`...), n.Field)
	b = appendOptional(b, `,"item":`, n.Item)
	b = appendText(append(b, `,"policy":`...), n.Policy)
	b = appendOptional(b, `,"shown":`, n.Shown)
	b = appendTexts(b, `,"overruled":[`, n.Overruled)
	b = appendTexts(b, `,"waiting":[`, n.Waiting)
	return append(b, '}')
}

func appendOptional(b []byte, member, text string) []byte {
	if text == "" {
		return b
	}
	return appendText(append(b, member...), text)
}

func appendTexts(b []byte, member string, texts []string) []byte {
	if texts == nil {
		return b
	}
	b = append(b, member...)
	for i, t := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, t)
	}
	return append(b, ']')
}
