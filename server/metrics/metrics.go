// Package metrics counts what the server does, for Prometheus. No label and no value says anything about a person: labels
// are verdicts, codes and steps, all from closed lists, so their number is bounded whatever phones send. Checksum mismatches
// should be 0, open commits near 0.
//
// It sits beside everything: app hands its methods to the parts that have something to count (their Observer options), so
// no part knows Prometheus. The package starts no goroutine. To test code that counts, give it a New and read Handler.
package metrics

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Metrics is a registry of its own, so that two servers in one process do not count into each other. Safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry

	verdicts    *prometheus.CounterVec
	commits     prometheus.Counter
	commitEdits prometheus.Histogram
	submits     prometheus.Histogram
	failed      *prometheus.CounterVec
	pages       prometheus.Counter
	documents   prometheus.Counter
	bytes       prometheus.Counter
	limited     prometheus.Counter
	slow        prometheus.Counter
	reloads     prometheus.Counter
	closed      *prometheus.CounterVec
	audited     *prometheus.CounterVec
	missing     prometheus.Counter
	pushes      *prometheus.CounterVec
}

// New makes a registry with everything at zero.
func New() *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry()}
	counter := func(name, help string) prometheus.Counter {
		c := prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
		m.registry.MustRegister(c)
		return c
	}
	byLabels := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
		m.registry.MustRegister(c)
		return c
	}
	m.verdicts = byLabels("samsyn_verdicts_total", "Edits answered, by verdict and code.", "verdict", "code", "again")
	m.commits = counter("samsyn_commits_total", "Commits appended.")
	m.commitEdits = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "samsyn_commit_edits", Help: "Edits in one commit (group commit).", Buckets: prometheus.ExponentialBuckets(1, 2, 9),
	})
	m.submits = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "samsyn_submit_seconds", Help: "Time from a batch's arrival to its durable verdicts.",
		Buckets: []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5},
	})
	m.registry.MustRegister(m.commitEdits, m.submits)
	m.failed = byLabels("samsyn_failed_steps_total", "Steps of a commit that failed, by step.", "step")
	m.pages = counter("samsyn_catchup_pages_total", "Pages of documents sent to phones that catch up.")
	m.documents = counter("samsyn_catchup_documents_total", "Documents in those pages.")
	m.bytes = counter("samsyn_catchup_bytes_total", "Bytes of those documents.")
	m.limited = counter("samsyn_rate_limited_total", "Batches sent away because they came too fast.")
	m.slow = counter("samsyn_slow_total", "Phones disconnected because they did not take what was queued.")
	m.reloads = counter("samsyn_scope_reloads_total", "Scopes a phone asked for from nothing: its bytes were not the server's. Should be 0.")
	m.closed = byLabels("samsyn_sockets_closed_total", "Sockets the server closed, by code.", "code")
	m.audited = byLabels("samsyn_audit_events_total", "Events written to the audit log, by action.", "action")
	m.missing = counter("samsyn_missing_reads_total", "Times a phone handed in reads that do not follow those before. Should be 0; somebody must ask why.")
	m.pushes = byLabels("samsyn_pushes_total", "What became of what phones were to be rung for, by class and outcome.", "class", "outcome")
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Gauge adds a number that is read when somebody looks.
func (m *Metrics) Gauge(name, help string, read func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, read))
}

// Handler answers /metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}

// Verdicts counts the answers to a batch.
func (m *Metrics) Verdicts(list []document.Verdict) {
	for i := range list {
		again := "no"
		if list[i].Again {
			again = "yes"
		}
		m.verdicts.WithLabelValues(knownKind(list[i].Kind), knownCode(list[i].Code), again).Inc()
	}
}

// Commit counts a commit.
func (m *Metrics) Commit(edits int) {
	m.commits.Inc()
	m.commitEdits.Observe(float64(edits))
}

// Submit records how long a batch took from its arrival to its durable verdicts.
func (m *Metrics) Submit(took time.Duration) { m.submits.Observe(took.Seconds()) }

// Failed counts a step of a commit that failed.
func (m *Metrics) Failed(step string) { m.failed.WithLabelValues(step).Inc() }

// Page counts a page of a catch-up.
func (m *Metrics) Page(documents, bytes int) {
	m.pages.Inc()
	m.documents.Add(float64(documents))
	m.bytes.Add(float64(bytes))
}

// RateLimited counts a batch that came too fast.
func (m *Metrics) RateLimited() { m.limited.Inc() }

// Slow counts a phone that did not take what was queued.
func (m *Metrics) Slow() { m.slow.Inc() }

// Reload counts a scope that a phone asked for from nothing.
func (m *Metrics) Reload() { m.reloads.Inc() }

// SocketClosed counts a socket the server closed.
func (m *Metrics) SocketClosed(code string) { m.closed.WithLabelValues(knownCode(code)).Inc() }

// Audited counts events written to the audit log.
func (m *Metrics) Audited(action string, n int) {
	if !store.IsAction(action) {
		action = "other"
	}
	m.audited.WithLabelValues(action).Add(float64(n))
}

// MissingLink counts a phone whose reads do not follow what it handed in before.
func (m *Metrics) MissingLink() { m.missing.Inc() }

// Push counts what became of a ring. Both are from closed lists of package push.
func (m *Metrics) Push(class, outcome string) { m.pushes.WithLabelValues(class, outcome).Inc() }

// knownCode keeps labels to the closed list, whatever is passed by mistake.
func knownCode(code string) string {
	if code == "" || fault.IsKnown(code) {
		return code
	}
	return "other"
}

func knownKind(kind document.Kind) string {
	switch kind {
	case document.Applied, document.Merged, document.Proposed, document.Parked, document.Refused:
		return string(kind)
	}
	return "other"
}
