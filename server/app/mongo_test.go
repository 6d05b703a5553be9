package app_test

import (
	"bytes"
	"net"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/redistest"
	"github.com/samsyn/samsyn/sync/document"
)

// node starts a server on a database, with more settings. Its folder is its own.
func node(t testing.TB, uri string, settings ...string) *server {
	t.Helper()
	return open(t, append([]string{"SAMSYN_STORE=mongo", "SAMSYN_MONGODB_URI=" + uri}, settings...)...)
}

func TestMongo_APhoneWritesAndReads(t *testing.T) {
	t.Parallel()
	s := node(t, mongotest.URI(t), "SAMSYN_REDIS_URL="+redistest.Start(t).URL())
	tn := realTenant(t, s)
	amina, petra := tn.phone("amina", "assistantNurse").online(), tn.phone("petra", "nurse").online()
	v := amina.does(newNote("v1", "Åt gott."))
	if v.Kind != document.Applied {
		t.Fatalf("verdict %+v", v)
	}
	petra.reach(social, v.Seq)
	if amina.bytes(social) != petra.bytes(social) {
		t.Errorf("petra holds\n%s\nand amina\n%s", petra.bytes(social), amina.bytes(social))
	}
}

// What is wrong is said in one line at start, without passwords, and nothing is left running.
func TestMongo_StartErrorsAreOneLine(t *testing.T) {
	t.Parallel()
	old := renumbered(t, mongotest.URI(t), "7.0.", "5.0.")
	for _, one := range []struct{ name, mongo, redis, want string }{
		{"mistyped option", "mongodb://a:planterad@127.0.0.1:port/", "", "SAMSYN_MONGODB_URI cannot be read"},
		{"nobody there", "mongodb://a:planterad@127.0.0.1:1/?serverSelectionTimeoutMS=1", "", "MongoDB does not answer"},
		{"too old", old, "", "MongoDB 5.0.42 is too old: 6.0"},
		{"Redis mistyped", "mongodb://127.0.0.1:1", "redis://:planterad@host:port", "SAMSYN_REDIS_URL cannot be read"},
	} {
		_, err := run(t.TempDir(), "SAMSYN_STORE=mongo", "SAMSYN_MONGODB_URI="+one.mongo, "SAMSYN_REDIS_URL="+one.redis)
		if err == nil || !strings.Contains(err.Error(), one.want) || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "planterad") {
			t.Errorf("%s: got %v", one.name, err)
		}
	}
}

// renumbered stands before a database and makes it say that it is of another version.
func renumbered(t testing.TB, uri, from, to string) string {
	t.Helper()
	return relay(t, uri, func([]byte) {}, func(b []byte) []byte { return bytes.ReplaceAll(b, []byte(from), []byte(to)) })
}

// relay stands before a database: it shows what is sent there, and may change what comes back.
func relay(t testing.TB, uri string, sent func([]byte), change func([]byte) []byte) string {
	t.Helper()
	host, database, _ := strings.Cut(strings.TrimPrefix(uri, "mongodb://"), "/")
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = on.Close() })
	pass := func(to, from net.Conn, through func([]byte) []byte) {
		defer to.Close()
		buf := make([]byte, 64<<10)
		for {
			n, err := from.Read(buf)
			if _, failed := to.Write(through(buf[:n])); failed != nil || err != nil {
				return
			}
		}
	}
	go func() {
		for {
			near, err := on.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", host)
			if err != nil {
				near.Close()
				return
			}
			go pass(far, near, func(b []byte) []byte { sent(b); return b })
			go pass(near, far, change)
		}
	}()
	return "mongodb://" + on.Addr().String() + "/" + database
}
