package play

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
)

// This file is about who is rung: what a demo's own push service was sent for the phones of a day.

// pushed is what the push service was sent for a phone.
type pushed struct {
	Token   string    `json:"token"`
	Sent    []string  `json:"sent"`
	Arrived []arrived `json:"arrived"`
}

// arrived is a message that reached a phone.
type arrived struct {
	Class string `json:"class"`
	High  bool   `json:"high"`
}

// bellOf makes the token of a device. It says nothing about whose it is: what is sent is searched for names.
func bellOf(tenant, device string) string {
	sum := sha256.Sum256([]byte(tenant + " " + device))
	return "demo:APA91b" + hex.EncodeToString(sum[:])
}

// rings says that the day's phones can be rung and say who is there: of people who work here, each with a device of its own.
func (c *crew) rings(m *mate) {
	if m.kind == "" {
		m.device = c.newDevice(m, strings.ReplaceAll(m.id, "-", "_")+"_d")
		m.bell = bellOf(c.tenant, m.id)
	}
}

// bound waits until the server knows where the phones that have said so since can be rung.
func (c *crew) bound(ctx context.Context) error {
	ctx, stop := c.inTime(ctx)
	defer stop()
	for _, m := range c.mates {
		said := m.phone.Belled()
		if said == m.belled {
			continue
		}
		for known := false; !known; {
			var err error
			if known, err = c.o.Server.CanRing(ctx, c.tenant, m.id); err != nil {
				return err
			}
			if !known {
				if err := pause(ctx, lookEvery); err != nil {
					return fmt.Errorf("%s cannot be rung: %w", m.name, err)
				}
			}
		}
		m.belled = said
	}
	return nil
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// away tells the push service which phones have no network, so that it keeps for them what it would.
func (c *crew) away(ctx context.Context) error {
	there := map[string]bool{} // by token: people may share a device
	for _, m := range c.mates {
		if m.bell != "" {
			there[m.bell] = there[m.bell] || m.phone.IsOnline()
		}
	}
	for token, is := range there {
		if c.gone[token] == !is {
			continue
		}
		c.gone[token] = !is
		if err := c.o.Server.Away(ctx, token, !is); err != nil {
			return err
		}
	}
	return nil
}

// pushes gives what was sent for the day's phones, by token. What is due by now is sent before.
func (c *crew) pushes(ctx context.Context) (map[string]pushed, error) {
	if err := c.o.Server.SetClock(ctx, c.tenant, c.now.Load()); err != nil {
		return nil, err
	}
	var tokens []string
	for _, m := range c.mates {
		if m.bell != "" && !slices.Contains(tokens, m.bell) {
			tokens = append(tokens, m.bell)
		}
	}
	return c.o.Server.Pushes(ctx, tokens)
}

// mark notes how many messages have reached each phone, so that a claim can say what came of the step that begins.
func (d *day) mark(ctx context.Context) error {
	if !d.asksBells {
		return nil
	}
	all, err := d.crew.pushes(ctx)
	for _, m := range d.crew.mates {
		m.rung = len(all[m.bell].Arrived)
	}
	return err
}

// rung checks whom the step before rang, or, when a number is said, how often somebody was rung since the first of all.
func (d *day) rung(ctx context.Context, m *mate, c *scenario.Claim) string {
	all, err := d.crew.pushes(ctx)
	if err != nil {
		d.unanswered = err
		return "cannot be asked: " + err.Error()
	}
	list := all[m.bell].Arrived
	if c.Times == 0 {
		list = list[min(m.rung, len(list)):]
	}
	n := 0
	for _, one := range list {
		if (c.Class == "" || one.Class == c.Class) && (!c.High || one.High) {
			n++
		}
	}
	switch {
	case c.Kind == scenario.NotRung:
		return unless(n == 0, fmt.Sprintf("is rung: %v", list))
	case c.Times > 0:
		return unless(n == c.Times, fmt.Sprintf("is rung %d times: %v", n, list))
	}
	return unless(n > 0, fmt.Sprintf("is not: %v", list))
}

// pushNames gives "" when something that was sent, or shown on a board, names one of those.
func (d *day) names(ctx context.Context, c *scenario.Claim) string {
	texts := []string{}
	if c.Kind == scenario.BoardNames {
		for _, m := range d.crew.mates {
			texts = append(texts, m.phone.Boards()...)
		}
	} else {
		all, err := d.crew.pushes(ctx)
		if err != nil {
			d.unanswered = err
			return err.Error()
		}
		for _, p := range all {
			texts = append(texts, p.Sent...)
		}
	}
	for _, text := range texts {
		for _, name := range c.Names {
			if strings.Contains(strings.ToLower(text), strings.ToLower(name)) {
				return ""
			}
		}
	}
	return fmt.Sprintf("none of %d does", len(texts))
}

// nothingToSearch is why a "must never: a push names …" is worth nothing at the end of the days: no push was sent, or no board shown.
func (d *day) nothingToSearch(ctx context.Context, c *scenario.Claim) bool {
	if c.Kind != scenario.PushNames && c.Kind != scenario.BoardNames {
		return false
	}
	return strings.HasPrefix(d.names(ctx, c), "none of 0 ")
}

// CanRing reports whether the server knows where somebody's phone can be rung, on any node.
func (s Server) CanRing(ctx context.Context, tenant, actor string) (bool, error) {
	text, err := s.call(ctx, http.MethodGet, "/demo/phones?form=json", nil)
	if err != nil {
		return false, err
	}
	var answer struct {
		Phones []struct {
			Tenant string `json:"tenant"`
			Actor  string `json:"actor"`
		} `json:"phones"`
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return false, err
	}
	for _, p := range answer.Phones {
		if p.Tenant == tenant && p.Actor == actor {
			return true, nil
		}
	}
	return false, nil
}

// Away takes a phone out of the reach of the push service, or back: of every node's.
func (s Server) Away(ctx context.Context, token string, away bool) error {
	for _, other := range s.Others {
		if err := s.at(other).Away(ctx, token, away); err != nil {
			return err
		}
	}
	_, err := s.call(ctx, http.MethodPost, "/demo/away", map[string]any{"token": token, "away": away})
	return err
}

// Pushes gives what was sent for phones, by their tokens: by any node.
func (s Server) Pushes(ctx context.Context, tokens []string) (map[string]pushed, error) {
	all := map[string]pushed{}
	for _, url := range append([]string{s.URL}, s.Others...) {
		text, err := s.at(url).call(ctx, http.MethodPost, "/demo/pushes", map[string]any{"tokens": tokens})
		if err != nil {
			return nil, err
		}
		var answer struct {
			Phones []pushed `json:"phones"`
		}
		if err := json.Unmarshal(text, &answer); err != nil {
			return nil, err
		}
		for _, p := range answer.Phones {
			one := all[p.Token]
			all[p.Token] = pushed{Token: p.Token, Sent: append(one.Sent, p.Sent...), Arrived: append(one.Arrived, p.Arrived...)}
		}
	}
	return all, nil
}
