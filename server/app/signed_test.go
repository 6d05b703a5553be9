package app_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
	sealing "github.com/samsyn/samsyn/sync/sign"
)

// signing is a phone whose login has a key.
type signing struct {
	*phone
	key sealing.Key
}

func (tn *tenant) signs(who, role string) *signing {
	tn.t.Helper()
	seed := make([]byte, 32)
	rand.Read(seed)
	key, err := sealing.NewKey(seed)
	if err != nil {
		tn.t.Fatal(err)
	}
	p := &signing{tn.phone(who, role), key}
	p.r = replica.New(replica.Options{
		Replica: p.id, Author: who, Role: role, Schema: schema.Embedded(), NewID: func() string { return ulid.Make().String() }, Key: key,
	})
	return p
}

func (p *signing) greets() *signing {
	p.t.Helper()
	p.dial()
	h := p.helloFrame()
	h.Key, h.Device = p.key.Public(), "D-14"
	p.send(wire.AppendHello(nil, h))
	p.r.SealTo(await[*wire.Welcome](p.phone, nil).SealKey)
	await[*wire.CaughtUp](p.phone, nil)
	p.loud = false
	return p
}

func (p *signing) hands(proof *sealing.Proof, edits ...document.Edit) {
	p.t.Helper()
	frame, err := wire.AppendSigned(nil, edits, proof)
	if err != nil {
		p.t.Fatal(err)
	}
	p.send(frame)
}

func (p *signing) proof(edits ...document.Edit) *sealing.Proof { return p.r.Pieces(edits)[0].Proof }

// revokes is what `samsyn revoke` asks of a server that runs.
func (tn *tenant) revokes(id, cause string) (int, string) {
	return tn.s.call(tn.t, "POST", "/v1/revoke", tn.token("system", auth.System), toJSON(map[string]string{"replica": id, "cause": cause}))
}

func unsignedCode(t *testing.T) string {
	p := newTenant(t).signs("amina", "assistantNurse").greets()
	p.hands(nil, p.write(newNote("n1", "x")))
	return await[*wire.Error](p.phone, nil).Code
}

func badSignatureCode(t *testing.T) string {
	p := newTenant(t).signs("amina", "assistantNurse").greets()
	e := p.write(newNote("n1", "x"))
	proof := p.proof(e)
	e.Base.Seq += 5
	p.hands(proof, e)
	return await[*wire.Error](p.phone, nil).Code
}

func replicaTakenCode(t *testing.T) string {
	tn := newTenant(t)
	mine, other := tn.signs("amina", "assistantNurse").greets(), tn.signs("jonas", "occupationalTherapist")
	other.dial()
	other.loud = false
	h := other.helloFrame()
	h.Replica, h.Key = mine.id, other.key.Public()
	other.send(wire.AppendHello(nil, h))
	return await[*wire.Error](other.phone, nil).Code
}

func replicaRevokedCode(t *testing.T) string {
	tn := newTenant(t)
	p := tn.signs("amina", "assistantNurse").greets()
	if status, text := tn.revokes(p.id, "Telefonen är stulen."); status != 200 {
		t.Fatalf("revoke: %d %s", status, text)
	}
	told := await[*wire.Error](p.phone, nil).Code
	e := p.write(newNote("n1", "x"))
	p.hands(p.proof(e), e)
	if v := await[*wire.Verdicts](p.phone, nil).Verdicts[0]; v.Kind != document.Parked || v.Code != told {
		t.Errorf("parked: %+v, told %s", v, told)
	}
	return told
}

// The order to revoke is a system's, and about a login that is there.
func TestRevoke_IsASystemsToDo(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	p := tn.signs("amina", "assistantNurse").greets()
	if status, _ := tn.revokes("nobody", ""); status != 404 {
		t.Errorf("a login that is not there: %d", status)
	}
	body := toJSON(map[string]string{"replica": p.id})
	if status, text := tn.s.call(t, "POST", "/v1/revoke", tn.token("maria", auth.Staff), body); status != 401 || !strings.Contains(text, fault.TokenInvalid) {
		t.Errorf("a person's token: %d %s", status, text)
	}
	if status, _ := tn.s.call(t, "POST", "/v1/revoke", "", body); status != 401 {
		t.Errorf("no token: %d", status)
	}
	e := p.write(newNote("n1", "x"))
	p.hands(p.proof(e), e)
	if v := await[*wire.Verdicts](p.phone, nil).Verdicts[0]; v.Kind != document.Applied {
		t.Errorf("it goes on: %+v", v)
	}
}

// W6 on real sockets: Sven locks with two notes unsent, Noor's login carries them. Not a byte that she sends or gets for it
// says what they are about; they are Sven's in the record, and Sven hears of them as if he had sent them.
func TestSealed_OverRealSockets(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	sven, reader := tn.signs("amina", "assistantNurse").greets(), tn.phone("petra", "nurse").online()
	sven.offline()
	secrets := []string{"Gunnar", "hemlig-1", "hemlig-2", "visitNote", string(social)}
	es := []document.Edit{sven.write(newNote("hemlig-1", "Gunnar åt inget.")), sven.write(newNote("hemlig-2", "Gunnar sov dåligt."))}
	boxes, err := sven.r.Seal("staff")
	if err != nil || len(boxes) != 1 {
		t.Fatalf("%d boxes, %v", len(boxes), err)
	}
	noor := tn.signs("vikarie", "assistantNurse").greets() // who is assigned to nobody
	frame := wire.AppendSealed(nil, boxes[0])
	noor.send(frame)
	answer := await[*wire.Carried](noor.phone, nil)
	if answer.Code != "" || len(answer.Verdicts) != 2 || answer.Verdicts[0] != (wire.CarriedVerdict{Edit: es[0].ID, Kind: document.Applied}) {
		t.Errorf("the answer: %+v", answer)
	}
	seen := string(frame)
	for _, h := range noor.heard {
		seen += h.raw
	}
	for _, secret := range secrets {
		if strings.Contains(seen, secret) {
			t.Errorf("the carrier sees %q", secret)
		}
	}
	reader.barrier()
	record := reader.bytes(social)
	for _, want := range []string{"Gunnar åt inget.", "Gunnar sov dåligt.", `"author":"amina"`, `"replica":"` + sven.id + `"`} {
		if !strings.Contains(record, want) {
			t.Errorf("the record lacks %s", want)
		}
	}
	if strings.Contains(record, "vikarie") || strings.Contains(record, noor.id) {
		t.Error("the record names the carrier")
	}
	sven.greets()
	sven.hands(sven.proof(es...), es...)
	for _, v := range await[*wire.Verdicts](sven.phone, nil).Verdicts {
		if v.Kind != document.Applied || !v.Again {
			t.Errorf("Sven hears %+v", v)
		}
	}
}

// A municipality's server takes nothing from a login without a key, over a socket or in a request; such a login may read. One
// that signs is taken.
func TestSigned_IsDemanded(t *testing.T) {
	t.Parallel()
	s := open(t, "SAMSYN_SIGNED=1")
	tn := realTenant(t, s)
	p := tn.phone("amina", "assistantNurse").online()
	p.loud = false
	frame, err := wire.AppendSubmit(nil, []document.Edit{p.write(newNote("n1", "Hemlig text om någon."))})
	if err != nil {
		t.Fatal(err)
	}
	p.send(frame)
	if e := await[*wire.Error](p, nil); e.Code != fault.Unsigned {
		t.Errorf("over a socket: %s", e.Code)
	}
	body, err := wire.AppendSyncRequest(nil, p.helloFrame(), []document.Edit{p.write(newNote("n2", "Hemlig text om någon."))})
	if err != nil {
		t.Fatal(err)
	}
	status, text := s.call(t, "POST", "/v1/sync", p.token, body)
	if status != 200 || !strings.Contains(text, `"code":"unsigned"`) || strings.Contains(text, `"verdicts"`) || !strings.Contains(text, `"caughtUp"`) {
		t.Errorf("in a request: %d %s", status, text)
	}
	signs := tn.signs("amina", "assistantNurse").greets()
	e := signs.write(newNote("n3", "x"))
	signs.hands(signs.proof(e), e)
	if v := await[*wire.Verdicts](signs.phone, nil); v.Verdicts[0].Kind != document.Applied {
		t.Errorf("signed: %+v", v.Verdicts)
	}
	if strings.Contains(s.log.String(), "Hemlig") {
		t.Error("the log has care data")
	}
}
