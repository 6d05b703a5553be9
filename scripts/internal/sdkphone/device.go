package sdkphone

import (
	"slices"
	"sync"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/play"
)

// Device is a store in the bridge that logins share. Sealed boxes wait there.
type Device struct {
	n  int
	id string

	mu      sync.Mutex
	carried []phone.Carried
}

// Device makes a device; the id may be "". Nothing of it is in the bridge before a phone is.
func (b *Bridge) Device(id string) play.Device {
	b.mu.Lock()
	defer b.mu.Unlock()
	d := &Device{n: b.number(), id: id}
	b.devices[d.n] = d
	return d
}

// Heard is what the device was told of what it carried, in order.
func (d *Device) Heard() []phone.Carried {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.carried)
}

func (d *Device) take(some []phone.Carried) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.carried = append(d.carried, some...)
}
