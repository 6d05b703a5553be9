package app_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/auth"
)

// Sixty megabytes are announced, and none is sent. Who may not load is told at once, before there is room for them.
func TestBodies_OnlyALoaderGetsRoomForALoad(t *testing.T) {
	t.Parallel()
	s := open(t)
	tn := &tenant{t: t, s: s, id: s.config.Tenant.Default}
	for path, token := range map[string]string{"/v1/load": tn.token("amina", auth.Staff), "/demo/tenants": ""} {
		conn, err := net.Dial("tcp", s.config.API.Listen)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		_ = conn.SetDeadline(time.Now().Add(patience))
		fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: 60000000\r\n\r\n", path, token)
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		res.Body.Close()
		if res.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}
