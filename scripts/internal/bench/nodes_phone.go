package bench

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/server/socket"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// nodesPhone is a socket on one of the nodes, of one of the teams, that listens all the time.
type nodesPhone struct {
	*socket.Phone
	number, node, team int
	scopes             int
	pen                *World   // its clock and what it wrote last
	notes              []string // that it began last
	arrivals           chan landed
	verdicts           chan error
}

// landed is an edit that came to a phone.
type landed struct {
	at    time.Time
	phone *nodesPhone
}

// waitFor is how long a frame may take. It is only used up by a measure that fails.
const waitFor = time.Minute

// phone opens a socket of one of a team's staff, and listens when it is caught up.
func (t *nodesTown) phone(node, team, staff int) (*nodesPhone, error) {
	token, err := t.token(fmt.Sprintf("s%d-%d", team, staff))
	if err != nil {
		return nil, err
	}
	n := len(t.phones)
	open, scopes, err := t.nodes[node].idle(token, n, 1)
	if err != nil {
		for _, p := range open {
			err = errors.Join(err, p.Cut())
		}
		return nil, err
	}
	p := &nodesPhone{
		Phone: open[0], number: n, node: node, team: team, scopes: scopes, pen: &World{clock: hlc.NewClock("r"+strconv.Itoa(n), "")},
		arrivals: make(chan landed, 16), verdicts: make(chan error, 16),
	}
	t.phones = append(t.phones, p)
	go p.listen()
	return p, nil
}

// listen tells of verdicts, and of commits by others. It ends with the socket.
func (p *nodesPhone) listen() {
	for {
		raw, err := p.Receive()
		if err != nil {
			return
		}
		at := time.Now()
		if bytes.HasPrefix(raw, []byte(`{"frame":"commit"`)) {
			p.arrivals <- landed{at, p}
			continue
		}
		frame, err := wire.Receive(raw)
		switch f := frame.(type) {
		case *wire.Verdicts:
			for _, v := range f.Verdicts {
				if v.Kind == document.Refused {
					err = errors.Join(err, errors.New("refused: "+v.Code))
				}
			}
			p.verdicts <- err
		case *wire.Error:
			p.verdicts <- errors.New(f.Code)
		}
	}
}

// begin hands in new notes about its team's first citizen.
func (p *nodesPhone) begin(notes int) error {
	p.notes = nil
	for range notes {
		p.notes = append(p.notes, ulid.Make().String())
	}
	return p.send("e1", true)
}

// goOn hands in another line of each note that it began last.
func (p *nodesPhone) goOn(line string) error { return p.send(line, false) }

func (p *nodesPhone) send(line string, create bool) error {
	scope := document.Scope(fmt.Sprintf("citizen/c%d-0/social/ekby", p.team))
	text := jsontext.Value(`{"at":"2026-11-24T08:00:00Z","text":"Åt gott."}`)
	batch := make([]document.Edit, len(p.notes))
	for i, id := range p.notes {
		batch[i] = p.pen.edit(scope, "visitNote", id, map[string]document.Op{"text": {Add: map[string]jsontext.Value{line: text}}})
		batch[i].Create = create
	}
	frame, err := wire.AppendSubmit(nil, batch)
	if err != nil {
		return err
	}
	return p.Send(frame)
}

// verdict waits for a batch's verdicts.
func (p *nodesPhone) verdict() error {
	for late := time.After(waitFor); ; {
		select {
		case <-p.arrivals: // its own
		case err := <-p.verdicts:
			return err
		case <-late:
			return errors.New("no verdict came")
		}
	}
}
