package wire_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
)

func TestPushToken_IsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, want := range []wire.PushToken{{Token: "dGVzdA:APA91bF-_x", Platform: "android"}, {Token: "x", Platform: "web"}, {}} {
		if diff := cmp.Diff(&want, decode(t, wire.AppendPushToken(nil, want))); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		body, err := wire.AppendSyncRequest(nil, sampleHello(), nil)
		sync, err2 := wire.DecodeSync(wire.AppendSyncPush(must(t, body, err), want), wire.Limits{})
		if err2 != nil || cmp.Diff(&want, sync.Push) != "" {
			t.Errorf("in a sync: got %+v and %v", sync, err2)
		}
	}
	body, err := wire.AppendSyncRequest(nil, sampleHello(), nil)
	if sync, err2 := wire.DecodeSync(must(t, body, err), wire.Limits{}); err2 != nil || sync.Push != nil {
		t.Errorf("without one: got %+v and %v", sync, err2)
	}
}

// A token that no service gives is refused, and nothing of it is in the error.
func TestPushToken_RefusesWhatIsNone(t *testing.T) {
	t.Parallel()
	body, err := wire.AppendSyncRequest(nil, sampleHello(), nil)
	must(t, body, err)
	for name, members := range map[string]string{
		"no platform":      `"token":"Planterad"`,
		"another platform": `"token":"Planterad","platform":"nokia"`,
		"a number":         `"token":17,"platform":"ios"`,
		"no text":          `"token":"x","platform":{"Planterad":1}`,
		"spaces":           `"token":"Planterad x","platform":"ios"`,
		"letters":          `"token":"Planterad-å","platform":"ios"`,
		"a line feed":      `"token":"Planterad\n","platform":"ios"`,
		"too long":         `"token":"` + strings.Repeat("Planterad", 120) + `","platform":"ios"`,
	} {
		_, err := wire.Decode([]byte(`{"frame":"pushToken",`+members+`}`), wire.Limits{})
		_, err2 := wire.DecodeSync([]byte(strings.TrimSuffix(string(body), "}")+`,"pushToken":{`+members+`}}`), wire.Limits{})
		for _, err := range []error{err, err2} {
			if fault.CodeOf(err) != fault.BadFrame || strings.Contains(err.Error(), "Planterad") {
				t.Errorf("%s: got %v", name, err)
			}
		}
	}
	if _, err := wire.DecodeSync([]byte(strings.TrimSuffix(string(body), "}")+`,"pushToken":["x"]}`), wire.Limits{}); fault.CodeOf(err) != fault.BadFrame {
		t.Errorf("a list: got %v", err)
	}
}
