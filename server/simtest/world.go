package simtest

import (
	"fmt"
	"math/rand/v2"

	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/sync/document"
)

// start is the virtual time at which every world begins: 2026-11-23T06:40:00Z, milliseconds.
const start = 1_795_416_000_000

const (
	tenantID     = "t1"
	municipality = "ekby"
)

// World is one run.
type World struct {
	seed    uint64
	rng     *rand.Rand
	now     int64
	steps   int
	weather weather
	trace   trace
	stats   Stats
	calm    bool // nothing fails any more
	frozen  bool // time stands still
	backup  *backup
	dark    int // there is no network until this step

	rules  *schema.Set // the server's
	newer  *schema.Set // of an app that is ahead of the server
	key    auth.Key
	server *server   // the node that is at work
	nodes  []*server // all of them; in Seeds there is one
	shared *shared   // what nodes share; nil in Seeds
	nodal  bool      // there are several
	phones []*phone
	conns  []*conn
	oracle *oracle
	conn   int // the last connection's number
	minted uint64
	busy   []document.Scope            // where people fight
	types  map[document.Scope][]string // what phones write in each scope
	hot    map[string][]*schema.Field  // what they fight about
}

// Stats counts what happened in a run.
type Stats struct {
	Steps, Edits, Commits, Kills, Restores, Deaths, Faults, Frames, Reloads int
	Elections, Undone                                                       int            // other primaries of MongoDB, and writes they undid
	Split                                                                   int            // edits that two nodes answered; see isSplit
	Fired, Due                                                              int            // deadlines, and those that brought something
	Verdicts                                                                map[string]int // by kind, and by code when refused
	Rules                                                                   map[string]int // deadlines that brought something
}

// Result is how a run went.
type Result struct {
	Seed     uint64
	Trace    []string
	Failures []string // empty when all promises were kept
	Stats    Stats
}

// Run plays one seed with one server on its own disk.
func Run(seed uint64) Result { return play(seed, false) }

// RunNodes plays one seed with two or three servers over one MongoDB.
func RunNodes(seed uint64) Result { return play(seed, true) }

func play(seed uint64, nodes bool) (result Result) {
	w := &World{
		seed: seed, rng: rand.New(rand.NewPCG(seed, 0x5a_6d_5e_11)), now: start, rules: schema.Embedded(), newer: newerRules(),
		stats: Stats{Verdicts: map[string]int{}, Rules: map[string]int{}}, types: map[document.Scope][]string{}, hot: map[string][]*schema.Field{},
	}
	w.oracle, w.nodal = newOracle(w), nodes
	w.weather = w.drawWeather()
	w.note("seed %d, weather %v", seed, w.weather)
	w.key = w.newKey()
	defer func() {
		if r := recover(); r != nil {
			w.fail("panic: %v\n%s", r, stack())
		}
		w.stats.Steps = w.steps
		result = Result{Seed: seed, Trace: w.trace.lines, Failures: w.trace.failures, Stats: w.stats}
	}()
	if nodes {
		w.openNodes()
	} else {
		w.server = w.openServer()
		w.nodes = []*server{w.server}
		defer func() { w.server.stop() }()
	}
	w.load()
	w.castPhones()
	w.beFaulty()
	for range w.weather.steps {
		w.storm()
	}
	w.heal()
	if w.settleDown() {
		w.check()
	}
	return result
}

// newID makes a ULID that no other run of the seed's draws could change the order of.
func (w *World) newID() string {
	var id ulid.ULID
	_ = id.SetTime(uint64(w.now)) // below the year 10889
	w.minted++
	for i := range 8 {
		id[6+i] = byte(w.rng.Uint32())
	}
	id[14], id[15] = byte(w.minted>>8), byte(w.minted)
	return id.String()
}

// chance is true in percent of the cases.
func (w *World) chance(percent int) bool { return w.rng.IntN(100) < percent }

func (w *World) between(from, to int) int { return from + w.rng.IntN(to-from+1) }

func pick[T any](w *World, from []T) T { return from[w.rng.IntN(len(from))] }

// weather is what a seed's storm is like: each seed has some troubles and not others, or the common ones hide the rare.
type weather struct {
	phones, steps   int
	bad             int // percent of connections that lose, double and reorder
	loss            int // percent of frames that a bad connection loses, doubles, and reorders, each
	cuts            int // weights of what may happen, 0 for never
	kills, deaths   int
	restores        int // weight of backups and their return
	faults          int // failing store calls in each life of the server, at most
	clocks          int // percent of phones whose clock is wrong
	again           int // percent of submits that send what was sent before
	poison, forgery int // percent of edits
	changes         int // percent of the manager's edits that change access
	smallQueues     bool
	shortTokens     bool
	lowRate         bool
	dark            int // weight of hours without any network
	offline         int // seconds somebody goes offline for, at most
	leaps           int // percent of time steps that are long
	saved           int // percent of edits saved at once
	page            int // bytes of a page of a catch-up, 0 for the usual
	rot             int // percent of phones that lose something from their disk when they die
	focus           int // percent of edits in the few scopes everybody works in
	hintLoss        int // percent of hints between nodes that are lost, doubled by half of it, and reordered
	confirms        int // percent of frames before which a node asks for the directory
	mongo           doubts
}

// doubts is how MongoDB fails, per thousand commands.
type doubts struct{ faults, elections int }

func (w *World) drawWeather() weather {
	some := func(percent, most int) int {
		if w.chance(percent) {
			return w.between(1, most)
		}
		return 0
	}
	g := weather{
		phones: w.between(2, 4) + w.between(0, 2), steps: w.between(200, 900), bad: some(65, 100), cuts: some(80, 12), kills: some(60, 8),
		deaths: some(60, 10), faults: some(50, 20), again: some(60, 40), clocks: some(50, 60), poison: some(60, 20), forgery: some(30, 15),
		changes: some(80, 80), smallQueues: w.chance(20), shortTokens: w.chance(15), lowRate: w.chance(10), leaps: some(60, 6),
		saved: w.between(30, 100), rot: some(30, 30), page: some(60, 700), loss: w.between(2, 35), offline: w.between(1, 400), dark: some(70, 6), restores: some(25, 3), focus: w.between(0, 95),
	}
	if w.nodal {
		g.restores, g.hintLoss, g.confirms = 0, some(80, 100), w.between(10, 80)
		if w.chance(30) {
			g.hintLoss = 100
		}
		if w.chance(40) {
			g.confirms = 0 // only now and then
		}
		g.mongo = doubts{faults: some(75, 60), elections: some(60, 12)}
	}
	return g
}

func (g weather) String() string {
	type plain weather
	return fmt.Sprintf("%+v", plain(g))
}
