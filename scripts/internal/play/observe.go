package play

import (
	"context"
	"fmt"
	"strings"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// observe asks the server, as somebody, with a phone that holds nothing.
func (c *crew) observe(ctx context.Context, m *mate) (*phone.Phone, error) {
	observer := c.looker(m)
	if err := observer.Online(ctx); err != nil {
		return nil, err
	}
	return observer, observer.Settle(ctx)
}

// asked is what the server gave people, by name, when it was asked last. It stands until somebody does something or a phone
// hears of something, so that many claims about one moment cost one question.
type asked struct {
	when  string
	given map[string]map[document.Scope]held
}

// given asks the server what somebody may hold, with a second phone that goes on from what it was given before; at the end of
// the day compare asks with phones that hold nothing.
func (d *day) given(ctx context.Context, m *mate) (map[document.Scope]held, error) {
	if when := d.moment(); when != d.asked.when || d.asked.given == nil {
		d.asked = asked{when: when, given: map[string]map[document.Scope]held{}}
	}
	if given, is := d.asked.given[m.name]; is {
		return given, nil
	}
	if m.observer == nil {
		m.observer = d.crew.looker(m)
	}
	err := m.observer.Online(ctx)
	if err == nil {
		err = m.observer.Settle(ctx)
	}
	if err != nil {
		d.unanswered = err
		return nil, err
	}
	given := holdings(m.observer)
	d.asked.given[m.name] = given
	return given, nil
}

// moment changes whenever somebody did something, or a phone heard of something.
func (d *day) moment() string { return fmt.Sprint(d.acts, " ", d.crew.moment()) }

// moment changes with the time of the day, and whenever a phone heard of something.
func (c *crew) moment() string {
	var b strings.Builder
	fmt.Fprint(&b, c.now.Load())
	for _, m := range c.mates {
		b.WriteByte('\n')
		m.phone.Look(func(r *replica.Replica) {
			for _, scope := range r.Scopes() {
				s, _ := r.Status(scope)
				fmt.Fprint(&b, " ", scope, s.Cursor.Seq, s.Revoked)
			}
		})
	}
	return b.String()
}
