package fcm

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/store"
)

// planted must be in no message, whoever put them where.
var planted = []string{"Ingrid", "Palm", "c17", "läkemedel", "hemtjänst", "ekby", "petra", "Storgatan"}

// allowed says, for each member a message may have, what its value may be.
var allowed = map[string]*regexp.Regexp{
	"token":            regexp.MustCompile(`^the-token$`),
	"data.class":       regexp.MustCompile(`^(urgent|visit|meeting|sync)$`),
	"data.inboxCursor": regexp.MustCompile(`^([0-9a-f]{16,64})?$`),
	"data.tenant":      regexp.MustCompile(`^[0-9a-f]{16}$`),
	"data.v":           regexp.MustCompile(`^1$`),

	"android.collapse_key":              regexp.MustCompile(`^(urgent|visit|meeting|sync)$`),
	"android.priority":                  regexp.MustCompile(`^(normal|high)$`),
	"android.ttl":                       regexp.MustCompile(`^\d{1,7}s$`),
	"android.notification.body_loc_key": regexp.MustCompile(`^samsyn_(urgent|news)$`),
	"android.notification.tag":          regexp.MustCompile(`^(urgent|visit|meeting)$`),
	"android.notification.channel_id":   regexp.MustCompile(`^(urgent|visit|meeting)$`),

	"apns.headers.apns-push-type":        regexp.MustCompile(`^(alert|background)$`),
	"apns.headers.apns-priority":         regexp.MustCompile(`^(10|5)$`),
	"apns.headers.apns-collapse-id":      regexp.MustCompile(`^(urgent|visit|meeting|sync)$`),
	"apns.headers.apns-expiration":       regexp.MustCompile(`^\d{10}$`),
	"apns.payload.aps.content-available": regexp.MustCompile(`^1$`),
	"apns.payload.aps.alert.loc-key":     regexp.MustCompile(`^samsyn_(urgent|news)$`),
	"apns.payload.aps.sound":             regexp.MustCompile(`^default$`),

	"webpush.headers.TTL":           regexp.MustCompile(`^\d{1,7}$`),
	"webpush.headers.Urgency":       regexp.MustCompile(`^(normal|high)$`),
	"webpush.headers.Topic":         regexp.MustCompile(`^(urgent|visit|meeting|sync)$`),
	"webpush.notification.body":     regexp.MustCompile(`^Samsyn: (ny händelse|viktig händelse – öppna appen)$`),
	"webpush.notification.lang":     regexp.MustCompile(`^sv$`),
	"webpush.notification.tag":      regexp.MustCompile(`^(urgent|visit|meeting)$`),
	"webpush.notification.renotify": regexp.MustCompile(`^true$`),
}

// every gives every kind of message there is: classes, known and not, platforms, priorities, times, and texts that should never
// have come so far.
func every() (list []push.Message) {
	for _, class := range append(push.Classes(), "Ingrid Palm") {
		for _, platform := range []string{push.Android, push.IOS, push.Web, "läkemedel"} {
			for _, high := range []bool{false, true} {
				for _, until := range []int64{0, 999, 900_000, 1 << 60} {
					for _, text := range append(planted, "", "00c0ffee00c0ffee") {
						ring := store.Ring{Class: string(class), Cursor: text, Until: until, High: high}
						list = append(list, push.NewMessage(text, platform, ring, 0))
					}
				}
			}
		}
	}
	return list
}

func TestFormat_SaysNothingButWhatIsAllowed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, m := range every() {
		text, err := json.Marshal(format(m, "the-token", time.Unix(1_795_000_000, 0)))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range planted {
			if strings.Contains(string(text), name) {
				t.Fatalf("%s is in %s", name, text)
			}
		}
		var members map[string]any
		if err := json.Unmarshal(text, &members); err != nil {
			t.Fatal(err)
		}
		for path, value := range flat("", members) {
			if seen[path] = true; allowed[path] == nil || !allowed[path].MatchString(value) {
				t.Fatalf("%s: %s in %s", path, value, text)
			}
		}
	}
	for path := range allowed {
		if !seen[path] {
			t.Errorf("no message has %s", path)
		}
	}
}

// flat gives the values at the leaves, by their paths.
func flat(path string, v any) map[string]string {
	out := map[string]string{}
	members, is := v.(map[string]any)
	if !is {
		text, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		return map[string]string{path: strings.Trim(string(text), `"`)}
	}
	for name, one := range members {
		for p, leaf := range flat(strings.TrimPrefix(path+"."+name, "."), one) {
			out[p] = leaf
		}
	}
	return out
}

// Each platform is asked in its own way to do what the class wants (domain section 1.5).
func TestFormat_AsksEachPlatformForWhatTheClassWants(t *testing.T) {
	t.Parallel()
	const now = int64(1_000_000)
	for _, c := range []struct {
		class push.Class
		high  bool
		ttl   string
		want  map[string]string // by platform: priority, kind, shown
	}{
		{push.Urgent, false, "900", map[string]string{push.Android: "high samsyn_urgent", push.IOS: "10 alert samsyn_urgent default", push.Web: "high Samsyn: viktig händelse – öppna appen"}},
		{push.Visit, false, "7200", map[string]string{push.Android: "normal samsyn_news", push.IOS: "5 alert samsyn_news", push.Web: "normal Samsyn: ny händelse"}},
		{push.Visit, true, "7200", map[string]string{push.Android: "high samsyn_news", push.IOS: "10 alert samsyn_news default", push.Web: "high Samsyn: ny händelse"}},
		{push.Meeting, true, "7200", map[string]string{push.Android: "high samsyn_news", push.IOS: "10 alert samsyn_news default", push.Web: "high Samsyn: ny händelse"}},
		{push.Sync, false, "2419200", map[string]string{push.Android: "normal", push.IOS: "5 background", push.Web: "normal"}},
		{push.Sync, true, "2419200", map[string]string{push.Android: "high", push.IOS: "5 background", push.Web: "high"}},
	} {
		for _, platform := range []string{push.Android, push.IOS, push.Web} {
			until := map[push.Class]int64{push.Urgent: now + 900_000, push.Visit: now + 7_200_000, push.Meeting: now + 7_200_000, push.Sync: now + 1<<50}[c.class]
			m := push.NewMessage("ekby", platform, store.Ring{Class: string(c.class), High: c.high, Until: until}, now)
			text, err := json.Marshal(format(m, "the-token", time.Unix(1_795_000_000, 0)))
			if err != nil {
				t.Fatal(err)
			}
			var members map[string]any
			if err := json.Unmarshal(text, &members); err != nil {
				t.Fatal(err)
			}
			leaves := flat("", members)
			got := []string{}
			for _, path := range []string{
				"android.priority", "android.notification.body_loc_key", "apns.headers.apns-priority", "apns.headers.apns-push-type",
				"apns.payload.aps.alert.loc-key", "apns.payload.aps.sound", "webpush.headers.Urgency", "webpush.notification.body",
			} {
				if leaves[path] != "" {
					got = append(got, leaves[path])
				}
			}
			if strings.Join(got, " ") != c.want[platform] {
				t.Errorf("%s on %s, high %v: got %v, want %s", c.class, platform, c.high, got, c.want[platform])
			}
			ttls := []string{strings.TrimSuffix(leaves["android.ttl"], "s"), leaves["webpush.headers.TTL"]}
			if platform != push.IOS && !slices.Contains(ttls, c.ttl) {
				t.Errorf("%s on %s: got %v, want %s", c.class, platform, ttls, c.ttl)
			}
			if platform == push.IOS && c.class == push.Urgent && leaves["apns.headers.apns-expiration"] != "1795000900" {
				t.Errorf("it ends at %s", leaves["apns.headers.apns-expiration"])
			}
		}
	}
}
