package fanout_test

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/sync/document"
)

type phone struct {
	topics []*fanout.Topic
	got    []string
}

func (p *phone) Offer(t *fanout.Topic, c fanout.Published) {
	p.got = append(p.got, fmt.Sprintf("%s %s %d", t.Tenant, c.Scope, c.Seq))
}

func TestHub_OffersToWhoHoldsTheScope(t *testing.T) {
	t.Parallel()
	hub, ana, bo := fanout.NewHub(), new(phone), new(phone)
	topic := hub.Subscribe("ekby", "team/t3/part1/ekby", ana)
	if again := hub.Subscribe("ekby", "team/t3/part1/ekby", ana); again != topic {
		t.Error("one scope has two topics")
	}
	hub.Subscribe("ekby", "team/t3/part1/ekby", bo)
	hub.Subscribe("other", "team/t3/part1/ekby", bo)
	publish := func(tenant string, seq uint64) int {
		return hub.Publish(tenant, fanout.Published{Scope: "team/t3/part1/ekby", Seq: seq})
	}
	if n := publish("ekby", 1); n != 2 {
		t.Errorf("offered to %d, want 2", n)
	}
	publish("other", 1)
	hub.Unsubscribe(topic, ana)
	hub.Unsubscribe(topic, ana)
	publish("ekby", 2)
	if n := publish("nobody", 1); n != 0 {
		t.Errorf("offered to %d, want 0", n)
	}
	if diff := cmp.Diff([]string{"ekby team/t3/part1/ekby 1"}, ana.got); diff != "" {
		t.Error(diff)
	}
	want := []string{"ekby team/t3/part1/ekby 1", "other team/t3/part1/ekby 1", "ekby team/t3/part1/ekby 2"}
	if diff := cmp.Diff(want, bo.got); diff != "" {
		t.Error(diff)
	}
}

func TestHub_ForgetsTopicsNobodyHolds(t *testing.T) {
	t.Parallel()
	hub, ana := fanout.NewHub(), new(phone)
	topic := hub.Subscribe("ekby", "staff/s9/own/ekby", ana)
	if !hub.HasSubscribers("ekby", "staff/s9/own/ekby") || hub.Topics() != 1 {
		t.Error("the topic is not there")
	}
	hub.Unsubscribe(topic, ana)
	if hub.HasSubscribers("ekby", "staff/s9/own/ekby") || hub.Topics() != 0 {
		t.Error("the topic stayed")
	}
}

type counter struct {
	gone  atomic.Bool
	after atomic.Int64
	seen  atomic.Int64
}

func (c *counter) Offer(*fanout.Topic, fanout.Published) {
	c.seen.Add(1)
	if c.gone.Load() {
		c.after.Add(1)
	}
}

func TestHub_NothingIsOfferedAfterUnsubscribe(t *testing.T) {
	t.Parallel()
	hub := fanout.NewHub()
	stop := make(chan struct{})
	var publishers, phones sync.WaitGroup
	for range 2 {
		publishers.Go(func() {
			for seq := uint64(1); ; seq++ {
				select {
				case <-stop:
					return
				default:
					hub.Publish("ekby", fanout.Published{Scope: "tenant/directory", Seq: seq})
				}
			}
		})
	}
	var late atomic.Int64
	for range 8 {
		phones.Go(func() {
			for range 200 {
				c := new(counter)
				topic := hub.Subscribe("ekby", "tenant/directory", c)
				runtime.Gosched()
				hub.Unsubscribe(topic, c)
				c.gone.Store(true)
				runtime.Gosched()
				late.Add(c.after.Load())
			}
		})
	}
	phones.Wait()
	close(stop)
	publishers.Wait()
	if late.Load() != 0 || hub.Topics() != 0 {
		t.Errorf("%d offers came late, %d topics stayed", late.Load(), hub.Topics())
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// 500 phones hold 100 scopes each, 98 shared by the 20 phones of a team and 2 of their own (inbox and own): what hub, queue and
// the session's list of topics cost a phone.
func TestHub_HundredScopesCostUnder4KB(t *testing.T) {
	const phones, shared, own = 500, 98, 2
	hub := fanout.NewHub()
	all := make([]*phone, phones)
	queues := make([]*fanout.Queue, phones)
	before := heap()
	for i := range all {
		p := &phone{topics: make([]*fanout.Topic, 0, shared+own)}
		all[i], queues[i] = p, fanout.NewQueue(fanout.Limits{}, nil)
		for s := range shared + own {
			owner := i / 20
			if s >= shared {
				owner = i + phones
			}
			scope := document.Scope(fmt.Sprintf("citizen/c%d-%d/health/ekby", owner, s))
			p.topics = append(p.topics, hub.Subscribe("ekby", scope, p))
		}
	}
	each := (heap() - before) / phones
	runtime.KeepAlive(all)
	runtime.KeepAlive(queues)
	runtime.KeepAlive(hub)
	t.Logf("%d bytes a phone with %d scopes", each, shared+own)
	const most = 4 << 10
	if each > 2*most { // under -race everything is larger
		t.Errorf("%d bytes a phone, want at most %d", each, most)
	}
}

func BenchmarkHub_Publish1000(b *testing.B) {
	hub := fanout.NewHub()
	for range 1000 {
		hub.Subscribe("ekby", "tenant/directory", new(counter))
	}
	b.ReportAllocs()
	for b.Loop() {
		hub.Publish("ekby", fanout.Published{Scope: "tenant/directory", Seq: 1})
	}
}
