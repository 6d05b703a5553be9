package metrics_test

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/metrics"
	"github.com/samsyn/samsyn/sync/document"
)

func scrape(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if w.Code != 200 {
		t.Fatalf("status %d", w.Code)
	}
	return w.Body.String()
}

func filled() *metrics.Metrics {
	m := metrics.New()
	m.Gauge("samsyn_sockets", "Open sockets.", func() float64 { return 3 })
	m.Verdicts([]document.Verdict{{Kind: document.Applied}, {Kind: document.Applied}, {Kind: document.Refused, Code: document.CodeStale, Again: true}})
	m.Commit(20)
	m.Failed("close")
	m.Submit(3 * time.Millisecond)
	m.Page(500, 123456)
	m.SocketClosed(fault.Stopping)
	m.Slow()
	m.RateLimited()
	m.Reload()
	m.Audited("read", 3)
	m.Audited("Planterad", 1)
	m.MissingLink()
	return m
}

func TestMetrics_AreWhatHappened(t *testing.T) {
	t.Parallel()
	text := scrape(t, filled())
	for _, want := range []string{
		`samsyn_verdicts_total{again="no",code="",verdict="applied"} 2`,
		`samsyn_verdicts_total{again="yes",code="stale",verdict="refused"} 1`,
		`samsyn_commits_total 1`,
		`samsyn_commit_edits_sum 20`,
		`samsyn_submit_seconds_bucket{le="0.005"} 1`,
		`samsyn_catchup_documents_total 500`,
		`samsyn_catchup_bytes_total 123456`,
		`samsyn_catchup_pages_total 1`,
		`samsyn_failed_steps_total{step="close"} 1`,
		`samsyn_slow_total 1`,
		`samsyn_sockets_closed_total{code="stopping"} 1`,
		`samsyn_rate_limited_total 1`,
		`samsyn_scope_reloads_total 1`,
		`samsyn_sockets 3`,
		`samsyn_audit_events_total{action="read"} 3`,
		`samsyn_audit_events_total{action="other"} 1`,
		`samsyn_missing_reads_total 1`,
	} {
		if !strings.Contains(text, want+"\n") {
			t.Errorf("no line %s", want)
		}
	}
}

// Nothing of a person gets into a label: neither by name nor by value.
func TestMetrics_LabelsComeFromClosedLists(t *testing.T) {
	t.Parallel()
	m := filled()
	m.Verdicts([]document.Verdict{{Kind: "Planterad", Code: "citizen/c17/health/ekby", Edit: "Planterad"}})
	m.SocketClosed("Planterad Person")
	text := scrape(t, m)
	if strings.Contains(text, "Planterad") || strings.Contains(text, "c17") {
		t.Error("a label holds what was passed")
	}
	allowed := map[string]bool{"verdict": true, "code": true, "again": true, "step": true, "le": true, "action": true}
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "samsyn_") {
			continue
		}
		for _, label := range regexp.MustCompile(`(\w+)="`).FindAllStringSubmatch(line, -1) {
			if !allowed[label[1]] {
				t.Errorf("label %s in %s", label[1], line)
			}
		}
	}
}
