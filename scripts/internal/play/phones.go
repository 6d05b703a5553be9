package play

import (
	"context"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// Phone is what people do with a phone, and what tests ask of one, whatever it is written in. What each method does is said at
// phone.Phone, which is the first to do it. Safe for concurrent use.
type Phone interface {
	Online(ctx context.Context) error
	Offline()
	IsOnline() bool
	Cut()
	Close()

	Edit(d replica.Draft) (document.Edit, error)
	Settle(ctx context.Context) error
	Reach(ctx context.Context, heads map[document.Scope]uint64) error
	Until(ctx context.Context, claim func(*replica.Replica) bool) error
	// Look runs f on what the phone holds. A phone that is not written in Go gives a copy, made of what it would save.
	Look(f func(*replica.Replica))
	Diary(edit string) []phone.Heard
	// Advise asks what the phone says by itself; its own code says it, in whatever language.
	Advise(q phone.Question) (phone.Advice, error)
	// Mistaken tells what came before the phone first held other bytes than the server, or nil.
	Mistaken() []string

	LoseNextAnswer()
	KeepAnswers()
	Resend(ctx context.Context) error
	Submit(ctx context.Context, edits []document.Edit) error
	SubmitInOrder(ctx context.Context, order []int) error

	// Kill has somebody write, and the app killed at that moment; it goes on from what it had saved. Kept says whether the edit is there.
	Kill(ctx context.Context, d replica.Draft, moment int) (e document.Edit, kept bool, err error)
	InstallAnew(replicaID string)
	Lock() error
	LogOut(ctx context.Context, next string) error

	Glimpse(ctx context.Context) error
	Seen(ctx context.Context) error
	OnBoard(staff string) (e phone.Entry, there bool)
	Boards() []string
	Belled() int
}

// Device is the thing that people hold, which logins may share.
type Device interface {
	// Heard is what the device was told of what it carried for others, in order.
	Heard() []phone.Carried
}

// Maker makes phones of one kind. The zero Options of a Device is its kind's own: a phone is given only devices of its maker.
type Maker interface {
	Device(id string) Device
	// Phone makes a phone that is offline and empty. The Options name no device; nil is one of its own.
	Phone(o phone.Options, on Device) Phone
}

// goPhones makes the phones of package phone.
type goPhones struct{}

func (goPhones) Device(id string) Device { return phone.NewDevice(id) }

func (goPhones) Phone(o phone.Options, on Device) Phone {
	if on != nil {
		o.Device = on.(*phone.Device)
	}
	return phone.New(o)
}

// GoPhones makes the phones of package phone.
func GoPhones() Maker { return goPhones{} }

// maker says what the phone of the next person is: they take turns.
func (o Options) maker(n int) Maker {
	if len(o.Makers) == 0 {
		return goPhones{}
	}
	return o.Makers[n%len(o.Makers)]
}

// ticker is a phone that is told of the day's time, because it has a clock of its own. See setClock.
type ticker interface{ Tick() }

// echoer is a phone whose network can give frames twice and late.
type echoer interface{ Echo(seed uint32) }

// doubter is a phone that looks for faults of its own: what it found breaks the day.
type doubter interface{ Faults() []string }
