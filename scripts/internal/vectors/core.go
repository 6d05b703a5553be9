package vectors

import (
	"math"
	"math/rand/v2"
	"strconv"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// stamps: what comes after what, and which texts are stamps.
func stamps() []any {
	type next struct {
		Last  hlc.Stamp `json:"last"`
		Now   int64     `json:"now"`
		Next  hlc.Stamp `json:"next"`
		Ahead bool      `json:"ahead"` // of noon
	}
	type form struct {
		Text    string `json:"text"`
		Is      bool   `json:"is"`
		Wall    int64  `json:"wall"`
		Replica string `json:"replica"`
	}
	out := []any{}
	const last = 1<<48 - 1
	for _, c := range []struct {
		wall  int64
		count uint16
		now   int64
	}{
		{0, 0, 0}, {0, 0, noon}, {noon, 0, noon}, {noon, 9, noon - 1000}, {noon, 0xffff, noon}, {noon, 0xffff, noon + 1}, {noon, 0xfffe, 0},
		{last, 0, noon}, {last, 0xffff, noon}, {last - 1, 0xffff, noon}, {noon, 0, -5}, {noon, 0, last + 7}, {noon, 0, noon + 300_000},
		{noon, 0, noon + 300_001},
	} {
		stamp := hlc.New(c.wall, c.count, "r1")
		then := hlc.NewClock("r1", stamp).Tick(c.now)
		out = append(out, next{stamp, c.now, then, then.IsAhead(noon)})
	}
	out = append(out, next{"", noon, hlc.NewClock("r1", "").Tick(noon), false}, next{"", -1, hlc.NewClock("r1", "").Tick(-1), false})
	for _, text := range []string{
		"0193a1b2c3d40000-r1", "0193a1b2c3d40000-R_9", "0193a1b2c3d40000-", "0193a1b2c3d40000", "", "0193A1B2C3D40000-r1", "0193a1b2c3d4000-r1",
		"0193a1b2c3d40000-r-1", "0193a1b2c3d40000-å", "0193a1b2c3d40000-" + long(64), "0193a1b2c3d40000-" + long(65), "0193a1b2c3d4000g-r1", "0193a1b2c3d40000_r1",
	} {
		stamp, err := hlc.Parse(text)
		out = append(out, form{text, err == nil, stamp.WallMillis(), stamp.Replica()})
	}
	return out
}

func long(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'a'
	}
	return string(b)
}

// scopes: which texts are scopes, what their parts are, and which types may live there.
func scopes() []any {
	type one struct {
		Text        string   `json:"text"`
		Is          bool     `json:"is"`
		Kind        string   `json:"kind"`
		Subject     string   `json:"subject"`
		Compartment string   `json:"compartment"`
		Controller  string   `json:"controller"`
		Types       []string `json:"types"`
	}
	out := []any{}
	for _, text := range []string{
		"citizen/c17/health/ekby", "citizen/c17/social/hemtjansten", "citizen/c17/visits/ekby", "citizen/c17/case-t3-2/ekby",
		"citizen/c17/case-team-a-3/ekby", "citizen/c17/case-t3-4/ekby", "citizen/c17/case-3/ekby", "citizen/c17/case--1/ekby", "team/t3/part1/ekby",
		"team/t3/part4/ekby", "team/t3/part/ekby", "team/t3/reach/ekby", "staff/amina/own/ekby", "staff/amina/inbox/ekby", "unit/u1/learning/ekby",
		"representative/r1/own/ekby", "tenant/directory", "tenant/directory/x/y", "tenant", "", "citizen/c17/health", "citizen/c17/health/ekby/x",
		"citizen//health/ekby", "citizen/å/health/ekby", "citizen/" + long(64) + "/health/ekby", "citizen/" + long(65) + "/health/ekby",
		long(64) + "/" + long(64) + "/" + long(64) + "/" + long(6),
	} {
		_, err := document.ParseScope(text)
		s := document.Scope(text)
		c := one{Text: text, Is: err == nil, Kind: s.Kind(), Subject: s.Subject(), Compartment: s.Compartment(), Controller: s.Controller(), Types: []string{}}
		for _, name := range typeNames() {
			if schema.Embedded().Types[name].ScopeFits(text) {
				c.Types = append(c.Types, name)
			}
		}
		out = append(out, c)
	}
	return out
}

// times: texts that are times, and when.
func times() []any {
	type one struct {
		Text   string `json:"text"`
		Is     bool   `json:"is"`
		Millis int64  `json:"millis"`
	}
	out := []any{}
	for _, text := range []string{
		"2026-11-18", "2026-11-18T08:15:00Z", "2026-11-18T08:15:00.123456Z", "2026-11-18T08:15:00.1+01:00", "2026-11-18T08:15:00-23:59",
		"2026-11-18T8:15:00Z", "2026-11-18T08:15:00,5Z", "2026-11-18T08:15:60Z", "2026-11-18T24:00:00Z", "2026-02-29", "2024-02-29", "1900-02-29",
		"2000-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "0000-01-01", "0099-12-31T23:59:59.999Z", "9999-12-31", "2026-11-18T08:15Z",
		"2026-11-18 08:15:00Z", "2026-11-18T08:15:00", "2026-11-18T08:15:00.Z", "2026-11-18T08:15:00z", "2026-11-18t08:15:00Z",
		"2026-11-18T08:15:00+24:60", "2026-11-18T08:15:00+25:00", "2026-11-18T08:15:00+01:61", "2026-11-18T08:15:00+0100", " 2026-11-18", "2026-11-18 ",
		"", "i morse", "1969-12-31T23:59:59.9995Z", "2026-11-18T08:15:00.000000000999Z", "２026-11-18",
	} {
		at, is := document.TimeMillis(text)
		out = append(out, one{text, is, at})
	}
	return out
}

// canonicals: JSON texts, their canonical form, and what the limits of a value say of them.
func canonicals() []any {
	type one struct {
		Text      string `json:"text"`
		Canonical string `json:"canonical,omitzero"`
		// Refused is the code of a value that goes beyond the limits; Canonical is then what RFC 8785 alone would make of it.
		Refused string `json:"refused,omitzero"`
	}
	out := []any{}
	for _, text := range canonicalTexts() {
		c := one{Text: text}
		if v, err := document.Canonical([]byte(text)); err == nil {
			c.Canonical = string(v)
		}
		if _, bad := schema.CheckLimits([]byte(text)); bad != nil {
			c.Refused = bad.Code
		}
		out = append(out, c)
	}
	return out
}

func canonicalTexts() []string {
	texts := []string{
		`{"b":1,"a":2}`, `{"10":1,"9":2,"1":3}`, `{"é":1,"e":2,"z":3}`, `{"😀":1,"":2}`, `{"":1}`, `[]`, `{}`, `[{}]`, `[[1]]`, `"\u00e5"`,
		`"\u001f\b\t\n\f\r\"\\\/"`, `"\u2028\u2029\u007f"`, `"\ud83d\ude00"`, `"\u0000"`, `{"a.b":1}`, `{"$a":1}`, `{"\u0000":1}`, ` { "a" : [ 1 , 2 ] } `,
		`true`, `null`, `-0`, `-0.0`, `1.0`, `1e2`, `1E+2`, `100e-2`, `1e21`, `1e20`, `1e-6`, `1e-7`, `123456789012345680000`, `0.000001`, `5e-324`,
		`1.7976931348623157e308`, `9007199254740991`, `9007199254740992`, `9007199254740993`, `-9007199254740992`, `-9007199254740993`,
		`333333333.33333329`, `4.50`, `2e-3`, `0.1`, `0.30000000000000004`, `{"__proto__":{"x":1},"constructor":2}`, `{"a":{"d":1,"c":{"b":2,"a":1}}}`,
	}
	d := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // drawn the same each time, on purpose
	for range 150 {
		f := math.Float64frombits(d.Uint64())
		if !math.IsNaN(f) && !math.IsInf(f, 0) {
			texts = append(texts, strconv.FormatFloat(f, 'e', -1, 64))
		}
		texts = append(texts, strconv.FormatFloat((d.Float64()-0.5)*math.Pow(10, float64(d.IntN(24)-6)), 'f', -1, 64))
	}
	deep := "1"
	for range 20 {
		deep = `{"a":` + deep + `}`
	}
	many := "[" + string(bytesOf("1,", 499)) + "1]"
	return append(texts, deep, `{"a":`+deep+`}`, many, "[1,"+many[1:])
}

func bytesOf(text string, n int) []byte {
	var b []byte
	for range n {
		b = append(b, text...)
	}
	return b
}
