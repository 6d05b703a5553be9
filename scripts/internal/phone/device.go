package phone

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/samsyn/samsyn/sync/sign"
)

// Device is the thing that people hold, one after the other or several at once: each login has a store of its own, and what
// somebody has locked waits here in sealed boxes that nobody on the device can read.
type Device struct {
	id string

	mu    sync.Mutex
	boxes []*sealedBox // guarded by mu
	heard []Carried    // guarded by mu
}

// sealedBox is a box that waits. The server refused a stuck one: it waits for its author.
type sealedBox struct {
	sign.Box
	stuck bool // guarded by the device's mutex
}

// Carried is what the device was told of an edit in a box: no text, no field, no scope.
type Carried struct {
	Edit string `json:"edit"`
	Kind string `json:"verdict"`
	Code string `json:"code"`
}

// NewDevice makes a device; the id may be "".
func NewDevice(id string) *Device { return &Device{id: id} }

// Waiting is how many sealed boxes wait on the device.
func (d *Device) Waiting() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.boxes)
}

// Heard is what the device was told of what it carried, in order.
func (d *Device) Heard() []Carried {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.heard)
}

// put replaces what waits of a replica.
func (d *Device) put(replica string, boxes []sign.Box) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.boxes = slices.DeleteFunc(d.boxes, func(b *sealedBox) bool { return b.Replica == replica })
	for _, b := range boxes {
		d.boxes = append(d.boxes, &sealedBox{Box: b})
	}
}

// toCarry lists the boxes that a login can hand in: not its own, which it can open its store for.
func (d *Device) toCarry(replica string) []*sealedBox {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(d.boxes), func(b *sealedBox) bool { return b.stuck || b.Replica == replica })
}

// answered takes what the server says of a box.
func (d *Device) answered(b *sealedBox, a *sealedVerdicts) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.heard = append(d.heard, a.Verdicts...)
	switch {
	case a.Code == "":
		d.boxes = slices.DeleteFunc(d.boxes, func(other *sealedBox) bool { return other == b })
	case a.Duty != "retry":
		b.stuck = true
	}
}

// Lock locks the app: the login goes offline. What is unsent, or was read and not handed in, is sealed, so that whoever uses the
// device next hands it in without being able to read it. The store stays, and goes on at the next Online.
func (p *Phone) Lock() error {
	p.Offline()
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, read := p.replica.Reads(1); p.replica.Pending() == 0 && !read {
		return nil
	}
	kind := p.o.Kind
	if kind == "" {
		kind = "staff"
	}
	boxes, err := p.replica.Seal(kind)
	if err != nil {
		return err
	}
	p.o.Device.put(p.o.Replica, boxes)
	return nil
}

// LogOut hands in what is unsent, ends the login, and wipes its store; without network what is unsent is sealed and waits on
// the device. Who logs in next is another replica. Nothing is wiped when something unsent could not be sealed.
func (p *Phone) LogOut(ctx context.Context, next string) error {
	if p.IsOnline() && !p.o.HTTP && !p.key.IsZero() {
		if err := p.Settle(ctx); err != nil {
			return err
		}
		p.mu.Lock()
		p.trouble = nil
		p.sendLocked(end{Frame: "end"})
		p.mu.Unlock()
		ended := func() bool { return p.link == nil || p.trouble != nil && p.trouble.Code == "token-expired" }
		if err := p.wait(ctx, ended); err != nil {
			return fmt.Errorf("log out %s: %w", p.o.Replica, err)
		}
	}
	if err := p.Lock(); err != nil {
		return err
	}
	p.InstallAnew(next)
	return nil
}

// carryLocked hands in what others have left on the device, and takes back its own.
func (p *Phone) carryLocked() {
	p.o.Device.put(p.o.Replica, nil)
	for _, b := range p.o.Device.toCarry(p.o.Replica) {
		p.carrying = append(p.carrying, b)
		p.sendLocked(sealed{Frame: "sealed", Box: b.Box})
	}
}

// carriedLocked takes the answer to the box that was sent first: the server answers in order.
func (p *Phone) carriedLocked(a *sealedVerdicts) {
	if len(p.carrying) == 0 {
		return
	}
	b := p.carrying[0]
	p.carrying = p.carrying[1:]
	p.o.Device.answered(b, a)
}
