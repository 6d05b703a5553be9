package play

import (
	"strings"
	"testing"
)

func TestReadSent_TakesNothingButWhatIsAllowed(t *testing.T) {
	t.Parallel()
	sent := func(data string) string { return `{"message":{"token":"t","data":{` + data + `}}}` }
	right := `"class":"visit","inboxCursor":"00c0ffee00c0ffee","tenant":"` + hashed("tenant", "ekby") + `","v":"1"`
	if data, why := readSent(sent(right), "ekby"); why != "" || data["inboxCursor"] != "00c0ffee00c0ffee" {
		t.Errorf("%v: %s", data, why)
	}
	for name, text := range map[string]string{
		"a name": strings.Replace(right, "00c0ffee00c0ffee", "Ingrid Palm", 1), "a fifth class": strings.Replace(right, "visit", "gossip", 1),
		"one more": right + `,"who":"petra"`, "one less": strings.Replace(right, `,"v":"1"`, "", 1), "no JSON": `"`,
		"another tenant": strings.Replace(right, hashed("tenant", "ekby"), hashed("tenant", "grannby"), 1),
	} {
		if _, why := readSent(sent(text), "ekby"); why == "" {
			t.Errorf("%s is taken", name)
		}
	}
}
