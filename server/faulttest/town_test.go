package faulttest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/sync/document"
)

const (
	social   = document.Scope("citizen/c1/social/ekby")
	meetings = document.Scope("team/norra/meeting/ekby")
	tenant   = "main"
	// patience bounds every wait. It is only used up by a test that fails.
	patience = 3 * time.Minute
)

// town is a municipality on several nodes, with the people who use it.
type town struct {
	t      *testing.T
	key    auth.Key
	uri    string // of the database, without anything between
	nodes  []*atomic.Pointer[string]
	phones []*phone
	loads  int    // rows about the team that a node took
	called int    // meetings
	doing  string // for the message of a test that fails
	// answerWithin is how long phones wait; set before they are made.
	answerWithin time.Duration
	ctx          context.Context // of the people; ends with the test
}

// newTown makes one without nodes.
func newTown(t *testing.T) *town {
	t.Helper()
	key, err := auth.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	return &town{t: t, key: key, uri: mongotest.URI(t), ctx: ctx, answerWithin: answerWithin}
}

// settings are those of every node.
func (w *town) settings(mongo string, more ...string) []string {
	return append([]string{
		"SAMSYN_LISTEN=127.0.0.1:0", "SAMSYN_DATA=" + w.t.TempDir(), "SAMSYN_MUNICIPALITY=ekby", "SAMSYN_SIGNED=0", "SAMSYN_KEY=" + w.key.Secret(),
		"SAMSYN_STORE=mongo", "SAMSYN_MONGODB_URI=" + mongo, "SAMSYN_LOG=error",
	}, more...)
}

// through is the database's address with a line before it.
func (w *town) through(address string) string {
	host := w.host()
	return strings.Replace(w.uri, host, address, 1)
}

func (w *town) host() string {
	host, _, _ := strings.Cut(strings.TrimPrefix(w.uri, "mongodb://"), "/")
	return host
}

// add makes a node known to the phones; the pointer may be changed.
func (w *town) add(url string) *atomic.Pointer[string] {
	at := new(atomic.Pointer[string])
	at.Store(&url)
	w.nodes = append(w.nodes, at)
	return at
}

func (w *town) token(actor string, kind auth.Kind) string {
	issuer, err := auth.NewIssuer(w.key, "")
	if err != nil {
		w.t.Fatal(err)
	}
	token, err := issuer.Sign(auth.Claims{Actor: actor, Tenant: tenant, Kind: kind, Expires: time.Now().Add(time.Hour)})
	if err != nil {
		w.t.Fatal(err)
	}
	return token
}

// fill loads a citizen and a team, and calls meetings whose preparation is due one after the other.
func (w *town) fill(meetings int) {
	w.t.Helper()
	const since = "2020-01-01T00:00:00.000Z"
	rows := []load.Row{
		team("amina", "noor", "jonas", "bodil"),
		{Type: "careAssignment", ID: "as1", Values: values("teamId", "norra", "citizenId", "c1", "providerOrgId", "ekby", "reason", "teamMember", "validFrom", since, "state", "active")},
		{Type: "citizen", ID: "c1", Values: values("state", "active")},
		{Type: "goal", ID: "g1", Citizen: "c1", Provider: "ekby", Values: values("citizenWords", "Jag vill ut.", "professionalWording", "v1", "state", "voiced")},
	}
	for id, role := range map[string]string{"amina": "assistantNurse", "noor": "careAssistant", "jonas": "occupationalTherapist", "bodil": "unitManager", "eva": "assistantNurse"} {
		rows = append(rows, load.Row{Type: "staffMember", ID: id, Values: values("name", id, "roles", []string{role}, "employerOrgId", "ekby", "state", "active")})
	}
	now := time.Now()
	for i := range meetings {
		at := func(d time.Duration) string { return document.TimeText(now.Add(d).UnixMilli()) }
		due := time.Duration(i+2) * 1500 * time.Millisecond
		rows = append(rows, load.Row{Type: "teamMeeting", ID: fmt.Sprint("m", i), Team: "norra", Values: values(
			"start", at(due+100*time.Hour), "end", at(due+101*time.Hour), "cutoffAt", at(due), "state", "called")})
	}
	w.called = meetings
	err := w.load(0, rows...)
	for until := now.Add(patience); err != nil && time.Now().Before(until) && pause(w.ctx, nil, 4*pace); {
		err = w.load(0, rows...)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// team is Norra with these members. Each change of it owes its roster a copy.
func team(ids ...string) load.Row {
	var members []any
	for _, id := range ids {
		members = append(members, map[string]any{"staffId": id, "parts": []int{1, 2, 3}})
	}
	return load.Row{Type: "careTeam", ID: "norra", Values: values("name", "Norra", "providerOrgId", "ekby", "state", "active", "members", members)}
}

// load hands rows in as the municipality's own system does.
func (w *town) load(node int, rows ...load.Row) error {
	var body bytes.Buffer
	for _, r := range rows {
		body.Write(append(toJSON(r), '\n'))
	}
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, *w.nodes[node].Load()+"/v1/load", &body)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+w.token("loader", auth.System))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err == nil && (res.StatusCode != http.StatusOK || !strings.Contains(string(text), `"rejected":0`)) {
		err = errors.New(string(text))
	}
	return err
}

// reorganises changes the team, in a goroutine: what fails is loaded again, at any node. The channel is closed when it is done.
func (w *town) reorganises() (done <-chan struct{}) {
	members := []string{"amina", "noor", "jonas", "bodil"}
	if w.loads++; w.loads%2 == 1 {
		members = slices.Insert(members, 2, "eva")
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for node := w.loads; w.load(node%len(w.nodes), team(members...)) != nil && pause(w.ctx, nil, 4*pace); node++ {
		}
	}()
	return ended
}

// pause lets a moment pass; false when it is over.
func pause(ctx context.Context, stop <-chan struct{}, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-stop:
		return false
	case <-time.After(d):
		return true
	}
}

// values are fields to write.
func values(pairs ...any) map[string]jsontext.Value {
	m := map[string]jsontext.Value{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = toJSON(pairs[i+1])
	}
	return m
}

func toJSON(v any) []byte {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return text
}
