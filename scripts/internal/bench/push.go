package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/push/fcm"
	"github.com/samsyn/samsyn/server/push/fcmtest"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/sync/document"
)

// The load of this measure: five notices for each device, so that one of them must wait for its ten seconds.
const (
	pushDevices = 2000
	pushLatency = 50 * time.Millisecond
)

var pushNews = push.Classes() // and one of them again, when it has been told

// bellTower is a world whose people can be rung, by the SDK, at a service that takes its time.
type bellTower struct {
	*World
	service *exec.Cmd // the push service, in a process of its own
	input   io.Closer // it ends when this is closed
	ringer  *push.Ringer
	told    atomic.Int64
	devices int
	gate    gate
	rounds  int
}

// pushes measures 10,000 notices to 2,000 devices while people submit, and what that does to their submits.
func pushes(out io.Writer, quick bool) error {
	devices, slots := pushDevices, 30
	if quick {
		devices, slots = 100, 4
	}
	dir, err := os.MkdirTemp("", "samsyn-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	t, err := newBellTower(dir, devices)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- t.ringer.Run(ctx) }()
	err = errors.Join(t.whole(out), t.inTurns(out, slots))
	stop()
	return errors.Join(err, <-ended, t.input.Close(), t.service.Wait(), t.Close())
}

func newBellTower(dir string, devices int) (*bellTower, error) {
	// Small caches, which are soon full: what grows later is the pushes'.
	w, err := openWith(pebble.Options{Dir: dir, CacheBytes: 8 << 20, DocumentBytes: 4 << 20, MemTableBytes: 8 << 20})
	if err != nil {
		return nil, err
	}
	t := &bellTower{World: w, devices: devices}
	endpoint, err := t.startService()
	if err != nil {
		return nil, err
	}
	t.gate.set(true)
	t.ringer = push.New(push.Options{
		Store: w.Store, Sender: gated{fcm.New(fcm.Options{Endpoint: endpoint, Project: "bench"}), &t.gate}, Owner: "bench",
		Tenants: func() []string { return []string{tenantID} }, Now: func(string) int64 { return time.Now().UnixMilli() }, Allowed: t.allowed,
		Observe: func(_ push.Class, outcome string) {
			if outcome == push.Told {
				t.told.Add(1)
			}
		},
	})
	return t, errors.Join(t.hire(), t.bind())
}

// ServeFCM is the push service of this measure: it says where it is and serves until its input ends, as it does with its parent.
func ServeFCM(in io.Reader, out io.Writer) error {
	s := fcmtest.New(fcmtest.Options{Latency: pushLatency})
	endpoint, err := s.Listen()
	if err != nil {
		return err
	}
	fmt.Fprintln(out, endpoint)
	_, err = io.Copy(io.Discard, in)
	return errors.Join(err, s.Close())
}

// startService starts this program again, as the push service.
func (t *bellTower) startService() (endpoint string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	t.service = exec.Command(self, "-fcm")
	said, err := t.service.StdoutPipe()
	if err != nil {
		return "", err
	}
	if t.input, err = t.service.StdinPipe(); err != nil {
		return "", err
	}
	if err := t.service.Start(); err != nil {
		return "", err
	}
	_, err = fmt.Fscanln(said, &endpoint)
	return endpoint, err
}

// allowed asks what a server asks before each message.
func (t *bellTower) allowed(ctx context.Context, tenant string, b store.Bell) (push.Leave, error) {
	l, err := t.Flow.Login(ctx, tenant, b.Replica)
	if err != nil || l != nil && (l.Revoked || l.Ended != 0) {
		return push.Nothing, err
	}
	reach, err := t.Flow.Reach(ctx, access.Actor{Tenant: tenant, Kind: b.Kind, ID: b.Actor})
	if err != nil || len(reach.Scopes) == 0 {
		return push.ToPurge, err
	}
	return push.Anything, nil
}

// gate lets messages out, or keeps them.
type gate struct {
	mu     sync.Mutex
	isOpen bool          // guarded by mu
	opened chan struct{} // closed while it is open; guarded by mu
}

func (g *gate) set(open bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.opened == nil || g.isOpen && !open {
		g.opened = make(chan struct{})
	}
	if open && !g.isOpen {
		close(g.opened)
	}
	g.isOpen = open
}

func (g *gate) wait() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.opened
}

// gated is a sender whose messages wait at a gate.
type gated struct {
	push.Sender
	gate *gate
}

func (g gated) Send(ctx context.Context, token string, m push.Message) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-g.gate.wait():
		return g.Sender.Send(ctx, token, m)
	}
}

func (t *bellTower) hire() error {
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: "server"}, Replica: replicaID}
	for from := 0; from < t.devices; from += 200 {
		var batch []flow.Incoming
		for i := from; i < min(from+200, t.devices); i++ {
			batch = append(batch, flow.Incoming{Edit: t.edit(document.Directory, "staffMember", "s"+strconv.Itoa(i),
				sets(`{"name":"x","roles":["assistantNurse"],"employerOrgId":"ekby","state":"active"}`))})
		}
		if _, err := t.Flow.SubmitWait(context.Background(), author, batch); err != nil {
			return err
		}
	}
	return nil
}

func (t *bellTower) bind() error {
	for i := range t.devices {
		n := strconv.Itoa(i)
		who := store.Who{Actor: "s" + n, Kind: access.Staff, Replica: "rs" + n, Device: "D" + n}
		if _, err := t.ringer.Meet(context.Background(), tenantID, who); err != nil {
			return err
		}
		if err := t.ringer.Bind(context.Background(), tenantID, who, store.PushToken{Platform: push.Android, Text: "token-of-device-" + n}); err != nil {
			return err
		}
	}
	return nil
}

// ringAll rings everybody for some classes.
func (t *bellTower) ringAll(classes ...push.Class) error {
	for i := range t.devices {
		for _, class := range classes {
			t.rounds++
			news := push.News{Class: class, At: time.Now().UnixMilli(), Cursor: fmt.Sprintf("%016x", t.rounds)}
			if err := t.ringer.Ring(context.Background(), tenantID, access.Staff, "s"+strconv.Itoa(i), news); err != nil {
				return err
			}
		}
	}
	return nil
}

// whole rings 10,000 notices without a pause, while people submit, and says how long it took and what memory.
func (t *bellTower) whole(out io.Writer) error {
	before := 0
	for range 20 { // warm
		t.submits(500 * time.Millisecond)
		before = max(before, residentKB())
	}
	began, most := time.Now(), before
	done := make(chan error, 1)
	go func() {
		err := t.ringAll(pushNews...)
		for t.told.Load() < int64(len(pushNews)*t.devices) && time.Since(began) < time.Minute {
			time.Sleep(50 * time.Millisecond)
		}
		done <- errors.Join(err, t.ringAll(push.Visit))
	}()
	want := (len(pushNews) + 1) * t.devices
	for t.told.Load() < int64(want) && time.Since(began) < 2*time.Minute {
		t.submits(200 * time.Millisecond)
		most = max(most, residentKB())
	}
	took := time.Since(began)
	fmt.Fprintf(out, "  %d notices to %d devices, %v latency: %d told in %.1f s (aim: 60), %.1f MB more resident memory (aim: 64)\n",
		want, t.devices, pushLatency, t.told.Load(), took.Seconds(), float64(most-before)/1024)
	return <-done
}

// inTurns lets people submit while pushes go out and while they wait, a second each, so that what else the machine does is in both.
func (t *bellTower) inTurns(out io.Writer, slots int) error {
	var quiet, ringing []time.Duration
	for i := range slots {
		if i%5 == 0 { // more than goes out in the turns to come
			t.gate.set(false)
			if err := t.ringAll(push.Visit, push.Meeting, push.Sync); err != nil {
				return err
			}
		}
		quiet = append(quiet, t.turn(false)...)
		ringing = append(ringing, t.turn(true)...)
	}
	t.gate.set(true)
	a, b := percentile(quiet, 99), percentile(ringing, 99)
	fmt.Fprintf(out, "  submit of a batch of 20, p99: %.2f ms alone, %.2f ms while pushes go out, %.2f times (aim: at most 1.2); p50 %.2f and %.2f ms, of %d and %d submits\n",
		ms(a), ms(b), float64(b)/float64(a), ms(percentile(quiet, 50)), ms(percentile(ringing, 50)), len(quiet), len(ringing))
	return nil
}

// turn submits for a second, after those under way have ended or the others have begun.
func (t *bellTower) turn(open bool) []time.Duration {
	t.gate.set(open)
	t.submits(150 * time.Millisecond)
	return t.submits(time.Second)
}

// submits hands in a batch every ten milliseconds, and gives how long each took.
func (t *bellTower) submits(d time.Duration) (took []time.Duration) {
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(d); time.Now().Before(end); <-tick.C {
		frame, _ := t.Batch()
		began := time.Now()
		t.Submit(frame)
		took = append(took, time.Since(began))
		t.drain()
	}
	return took
}

func percentile(list []time.Duration, n int) time.Duration {
	slices.Sort(list)
	return list[min(len(list)-1, len(list)*n/100)]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// residentKB is this process's resident memory; 0 where nobody says.
func residentKB() int {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	n, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return n
}
