package wire_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
)

func editsOf(s *wire.Submit) (out []document.Edit) {
	for _, e := range s.Entries {
		out = append(out, e.Edit)
	}
	return out
}

// A proof made of what a phone holds fits what the server reads, however the frame was written.
func TestDecode_AProofFitsWhatIsRead(t *testing.T) {
	t.Parallel()
	raw := string(samples(t)["submit-signed"])
	for name, text := range map[string]string{
		"as it is":          raw,
		"with spaces":       strings.ReplaceAll(raw, `":`, `" : `),
		"with escapes":      strings.ReplaceAll(raw, "Å", `\u00c5`),
		"another order":     strings.Replace(raw, `{"minutes":10,"title":"Hjälpmedel"}`, `{"title":"Hjälpmedel","minutes":10}`, 1),
		"read edit by edit": strings.Replace(raw, `"frame"`, `"x":1,"x":2,"frame"`, 1),
	} {
		s := decode(t, []byte(text)).(*wire.Submit)
		if s.Proof == nil || !s.Proof.Fits(sampleKey.Public(), editsOf(s)) {
			t.Errorf("%s: %+v does not fit", name, s.Proof)
		}
	}
	more := decode(t, []byte(strings.Replace(raw, `"seq":40`, `"seq":41`, 1))).(*wire.Submit)
	if more.Proof.Fits(sampleKey.Public(), editsOf(more)) {
		t.Error("a base nobody signed fits")
	}
}

// What should prove something and cannot be read must not pass for nothing.
func TestDecode_BadSigning(t *testing.T) {
	t.Parallel()
	s := samples(t)
	submit, hello, sealed := string(s["submit-signed"]), string(s["hello-signed"]), string(s["sealed"])
	link := strings.Repeat("0", 64)
	sig := strings.Repeat("A", 86) + "=="
	for name, raw := range map[string]string{
		"a proof that is no object": `{"frame":"submit","edits":[],"proof":7}`,
		"a proof without a link":    `{"frame":"submit","edits":[],"proof":{"sig":"` + sig + `"}}`,
		"a proof without signature": `{"frame":"submit","edits":[],"proof":{"link":"` + link + `"}}`,
		"a short link":              `{"frame":"submit","edits":[],"proof":{"link":"00","sig":"` + sig + `"}}`,
		"a short signature":         `{"frame":"submit","edits":[],"proof":{"link":"` + link + `","sig":"AAAA"}}`,
		"two proofs":                strings.Replace(submit, `"frame"`, `"proof":null,"frame"`, 1),
		"two proofs, edit by edit":  strings.Replace(submit, `"frame"`, `"x":1,"x":2,"proof":null,"frame"`, 1),
		"a bad proof, edit by edit": strings.Replace(strings.Replace(submit, `"frame"`, `"x":1,"x":2,"frame"`, 1), `"sig":"`, `"sig":"!`, 1),
		"a key that is none":        strings.Replace(hello, `"key":"`, `"key":"!`, 1),
		"a key that is a number":    strings.Replace(string(s["hello"]), `"clock"`, `"key":7,"clock"`, 1),
		"a device that is no id":    strings.Replace(hello, `D-14`, `D 14`, 1),
		"a box of an unknown kind":  strings.Replace(sealed, `"staff"`, `"server"`, 1),
		"a box of nobody":           strings.Replace(sealed, `"s9"`, `""`, 1),
		"a box of no replica":       strings.Replace(sealed, `"r1"`, `"r-1"`, 1),
		"a box that is not base64":  strings.Replace(sealed, `"box":"`, `"box":"!`, 1),
		"an empty box":              strings.Replace(sealed, `Y2lwaGVydGV4dA==`, ``, 1),
		"a box with a long key":     strings.Replace(sealed, `AQEB`, strings.Repeat("AQEB", 40), 1),
	} {
		if f, err := wire.Decode([]byte(raw), wire.Limits{}); fault.CodeOf(err) != fault.BadFrame {
			t.Errorf("%s: %v, %v", name, f, err)
		}
	}
}

func TestDecodeSealed(t *testing.T) {
	t.Parallel()
	s := samples(t)
	one := string(s["submit-signed"])
	got, err := wire.DecodeSealed([]byte(`{"new":1,"frames":[`+one+`,`+one+`]}`), wire.Limits{})
	want := &wire.Submit{Entries: entries(sampleEdits()), Proof: sampleProof()}
	if diff := cmp.Diff(&wire.Sealing{Submits: []*wire.Submit{want, want}}, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	read := reads.Batch{From: 3, Prev: strings.Repeat("0", 64), Events: []reads.Read{{N: 3, At: 7, Scope: "citizen/c17/health/ekby", Action: "read"}}}
	text := strings.Replace(string(wire.AppendReads(nil, read)), `"frame":"reads",`, "", 1)
	got, err = wire.DecodeSealed([]byte(`{"frames":[],"reads":[`+text+`]}`), wire.Limits{})
	if diff := cmp.Diff(&wire.Sealing{Reads: []*reads.Batch{&read}}, got, cmpopts.EquateEmpty()); diff != "" || err != nil {
		t.Errorf("reads: %v (-want +got):\n%s", err, diff)
	}
	for name, c := range map[string]struct{ text, code string }{
		"nothing":          {``, fault.BadFrame},
		"not JSON":         {`Gunnar åt`, fault.BadFrame},
		"something behind": {`{"frames":[]}x`, fault.BadFrame},
		"not a list":       {`{"frames":{}}`, fault.BadFrame},
		"another frame":    {`{"frames":[` + string(s["hello"]) + `]}`, fault.BadFrame},
		"a box in a box":   {`{"frames":[` + string(s["sealed"]) + `]}`, fault.BadFrame},
		"too many":         {`{"frames":[` + strings.Repeat(`{"frame":"submit","edits":[]},`, 64) + `{"frame":"submit","edits":[]}]}`, fault.BatchTooLarge},
		"no reads":         {`{"reads":[null]}`, fault.BadFrame},
		"odd reads":        {`{"reads":[{"from":-1}]}`, fault.BadFrame},
		"too many reads":   {`{"reads":[` + strings.Repeat(`{},`, 64) + `{}]}`, fault.BatchTooLarge},
		"too many edits":   {`{"frames":[{"edits":[` + strings.Repeat("{},", 256) + `{}],"frame":"submit"}]}`, fault.BatchTooLarge},
	} {
		got, err := wire.DecodeSealed([]byte(c.text), wire.Limits{})
		var e *fault.Error
		if !errors.As(err, &e) || e.Code != c.code || got != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if strings.Contains(fmt.Sprint(err), "Gunnar") {
			t.Errorf("%s: %v quotes the text", name, err)
		}
	}
}

// A request carries whole sealed frames, of other logins; one that is none spoils the request.
func TestDecodeSync_TakesBoxesAndTheEnd(t *testing.T) {
	t.Parallel()
	sealed := samples(t)["sealed"]
	want := decode(t, sealed).(*wire.Sealed)
	body := func(more string) []byte {
		return fmt.Appendf(nil, `{"frame":"hello","contract":1,"replica":"r1","clock":1,%s"edits":[]}`, more)
	}
	got, err := wire.DecodeSync(body(`"sealed":[`+string(sealed)+`,`+string(sealed)+`],"end":true,`), wire.Limits{})
	if err != nil || len(got.Sealed) != 2 || !got.End {
		t.Fatalf("%+v, %v", got, err)
	}
	if diff := cmp.Diff(want, got.Sealed[1]); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	many := strings.Repeat(string(sealed)+",", 16) + string(sealed)
	for _, more := range []string{`"sealed":7,`, `"sealed":[7],`, `"sealed":[{"frame":"end"}],`, `"sealed":[{"frame":"sealed","author":"a"}],`, `"sealed":[` + many + `],`, `"end":7,`} {
		if _, err := wire.DecodeSync(body(more), wire.Limits{}); fault.CodeOf(err) != fault.BadFrame {
			t.Errorf("%.40s: got %v", more, err)
		}
	}
	if _, err := wire.Decode(body(`"sealed":[7],"end":7,`), wire.Limits{}); err != nil {
		t.Errorf("a hello of a socket has no such members: %v", err)
	}
}
