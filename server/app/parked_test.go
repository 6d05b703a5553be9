package app_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// A phone is stolen with two notes on it that come in afterwards. A manager reads both, lets one through in Amina's name and the
// other not; through the server, and from the folder of a stopped one, nothing waits any more.
func TestParked_AManagerReadsAndDecides(t *testing.T) {
	t.Parallel()
	s := open(t)
	tn := realTenant(t, s)
	p := tn.signs("amina", "assistantNurse").greets()
	if status, text := tn.revokes(p.id, "Telefonen är stulen."); status != 200 {
		t.Fatal(status, text)
	}
	p.loud = false
	good, bad := p.write(newNote("n1", "Åt hela frukosten.")), p.write(newNote("n2", "Någon annan skrev det här."))
	p.hands(p.proof(good, bad), good, bad)
	for _, v := range await[*wire.Verdicts](p.phone, nil).Verdicts {
		if v.Kind != document.Parked {
			t.Fatalf("%+v", v)
		}
	}
	list := ask(t, s.config, "parked")
	wantWords(t, list, good.ID, bad.ID, "AMINA (amina)", "Anteckning", "samsyn parked -release ID")
	if strings.Contains(list, "frukost") {
		t.Errorf("the list has content:\n%s", list)
	}
	for _, args := range [][]string{
		{"-show", good.ID}, {"-show", good.ID, "-by", "petra"}, {"-show", good.ID, "-by", "nobody"}, {"-release", good.ID, "-by", "bodil"},
		{"-drop", "01J00000000000000000000000", "-by", "bodil", "-outcome", "x"}, {"-release", good.ID, "-by", "amina", "-outcome", "x"},
	} {
		var out bytes.Buffer
		if err := app.Ask(t.Context(), s.config, "parked", args, &out); err == nil || strings.Contains(out.String(), "frukost") {
			t.Errorf("%v: %s", args, out.String())
		}
	}
	wantWords(t, ask(t, s.config, "parked", "-show", good.ID, "-by", "bodil"), "AMINA (amina) skrev", "Anteckning", "Åt hela frukosten.")
	wantWords(t, ask(t, s.config, "parked", "-release", good.ID, "-by", "bodil", "-outcome", "Amina känner igen den."), "Framsläppt", "BODIL (bodil)")
	wantWords(t, ask(t, s.config, "parked", "-drop", bad.ID, "-by", "bodil", "-outcome", "Inte hennes."), "Släpps inte fram")
	wantWords(t, ask(t, s.config, "parked"), "Inget väntar.")
	petra := tn.phone("petra", "nurse").online()
	if !strings.Contains(petra.bytes(social), "frukosten") || strings.Contains(petra.bytes(social), "Någon annan") {
		t.Error("what was let through is not there, or what was not is")
	}
	wantWords(t, ask(t, s.config, "audit", "-citizen", "c1"), "BODIL (bodil)", "släppte fram en annans text", "släppte inte fram en annans text",
		"sänt under inloggningen BODIL (bodil)", "läste: Anteckning")
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	wantWords(t, ask(t, s.config, "parked"), "Inget väntar.")
	if strings.Contains(s.log.String(), "frukost") {
		t.Error("the log has care data")
	}
}

// Nobody decides about what came from their own login, a manager neither.
func TestParked_NobodyDecidesAboutTheirOwn(t *testing.T) {
	t.Parallel()
	s := open(t)
	tn := realTenant(t, s)
	p := tn.signs("bodil", "unitManager").greets()
	if status, text := tn.revokes(p.id, "Telefonen är stulen."); status != 200 {
		t.Fatal(status, text)
	}
	p.loud = false
	own := p.write(newNote("n1", "Åt hela frukosten."))
	p.hands(p.proof(own), own)
	await[*wire.Verdicts](p.phone, nil)
	wantWords(t, ask(t, s.config, "parked", "-show", own.ID, "-by", "bodil"), "BODIL (bodil) skrev")
	for _, do := range []string{"-release", "-drop"} {
		var out bytes.Buffer
		err := app.Ask(t.Context(), s.config, "parked", []string{do, own.ID, "-by", "bodil", "-outcome", "Det var jag."}, &out)
		if err == nil || !strings.Contains(err.Error(), "Ingen beslutar") {
			t.Errorf("%s: %v\n%s", do, err, out.String())
		}
	}
}
