// Package metrics counts what operators need to see, for Prometheus: names samsyn_…, on a registry of its own.
//
// It stands beside the flow; app gives its methods to whoever has something to count, so no other package knows Prometheus.
//
// Promises: no label names a person, a tenant, a scope or a document. Labels are verdict kinds and codes from closed lists, so
// their number is bounded whatever phones send. Care to read: mismatches should be 0, open commits near 0.
//
// The package starts no goroutine. To test code that uses it, read Handler's answer.
package metrics

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
)

// Metrics holds every metric of a server. All methods are safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry

	verdicts         *prometheus.CounterVec
	commits          prometheus.Counter
	commitEdits      prometheus.Histogram
	submitSeconds    prometheus.Histogram
	catchUpDocuments prometheus.Counter
	catchUpBytes     prometheus.Counter
	closed           *prometheus.CounterVec
	mismatches       prometheus.Counter
	rateLimited      prometheus.Counter
	reloads          prometheus.Counter
}

// Gauges are read when Prometheus asks. Nil members are left out.
type Gauges struct {
	Sockets     func() int // open sockets
	OpenCommits func() int // commits whose follow-up is unfinished
	Topics      func() int // scopes that somebody holds
}

// New makes the metrics of one server.
func New(g Gauges) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		verdicts: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "samsyn_verdicts_total",
			Help: "Verdicts given, by kind and, for refusals and notes, code."}, []string{"kind", "code"}),
		commits: counter("samsyn_commits_total", "Commits appended."),
		commitEdits: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "samsyn_commit_edits",
			Help: "Edits in one commit (group commit).", Buckets: []float64{1, 2, 4, 8, 16, 32, 64, 128, 256}}),
		submitSeconds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "samsyn_submit_seconds",
			Help:    "Time from a batch's arrival to its durable verdicts.",
			Buckets: []float64{.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5}}),
		catchUpDocuments: counter("samsyn_catchup_documents_total", "Documents sent in pages."),
		catchUpBytes:     counter("samsyn_catchup_bytes_total", "Bytes of documents sent in pages."),
		closed: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "samsyn_sockets_closed_total",
			Help: "Sockets the server closed, by code; slow is a phone whose network could not keep up."}, []string{"code"}),
		mismatches:  counter("samsyn_checksum_mismatches_total", "Scopes whose checksum a phone found wrong. Should be 0."),
		rateLimited: counter("samsyn_rate_limited_total", "Batches turned away until later."),
		reloads:     counter("samsyn_reloads_total", "Scopes that a phone asked for from nothing."),
	}
	m.registry.MustRegister(m.verdicts, m.commits, m.commitEdits, m.submitSeconds, m.catchUpDocuments, m.catchUpBytes, m.closed,
		m.mismatches, m.rateLimited, m.reloads, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.gauge("samsyn_sockets", "Open sockets.", g.Sockets)
	m.gauge("samsyn_open_commits", "Commits whose follow-up is unfinished. Should be near 0.", g.OpenCommits)
	m.gauge("samsyn_topics", "Scopes that somebody holds.", g.Topics)
	return m
}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
}

func (m *Metrics) gauge(name, help string, value func() int) {
	if value != nil {
		m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return float64(value()) }))
	}
}

// Handler answers /metrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Registry: m.registry})
}

// Verdict counts one verdict.
func (m *Metrics) Verdict(kind document.Kind, code string) {
	m.verdicts.WithLabelValues(knownKind(kind), knownCode(code)).Inc()
}

// Verdicts counts the verdicts of a batch.
func (m *Metrics) Verdicts(list []document.Verdict) {
	for i := range list {
		m.Verdict(list[i].Kind, list[i].Code)
	}
}

// Commit counts a commit of so many edits.
func (m *Metrics) Commit(edits int) {
	m.commits.Inc()
	m.commitEdits.Observe(float64(edits))
}

// Submit records how long a batch took.
func (m *Metrics) Submit(took time.Duration) { m.submitSeconds.Observe(took.Seconds()) }

// Page counts a page of a catch-up.
func (m *Metrics) Page(documents, bytes int) {
	m.catchUpDocuments.Add(float64(documents))
	m.catchUpBytes.Add(float64(bytes))
}

// Closed counts a socket that the server closed.
func (m *Metrics) Closed(code string) { m.closed.WithLabelValues(knownCode(code)).Inc() }

// Slow counts a phone that was disconnected because it could not keep up, where no socket's Closed counts it.
func (m *Metrics) Slow() { m.Closed(fault.Slow) }

// Mismatch counts a checksum that a phone found wrong.
func (m *Metrics) Mismatch() { m.mismatches.Inc() }

// RateLimited counts a batch that was turned away.
func (m *Metrics) RateLimited() { m.rateLimited.Inc() }

// Reload counts a scope that a phone asked for from nothing.
func (m *Metrics) Reload() { m.reloads.Inc() }

// knownCode keeps labels to the closed list, whatever somebody passes by mistake.
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
