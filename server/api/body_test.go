package api_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/samsyn/samsyn/server/api"
)

// A few bytes unpack to as many as somebody likes, and no limit is about those: nothing is unpacked.
func TestBodies_AreNotUnpacked(t *testing.T) {
	t.Parallel()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(make([]byte, 100_000)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/v1/sync", "/v1/load"} {
		got := -1
		o := routes()
		o.Sync = func(_ context.Context, _ string, body []byte) ([][]byte, error) { got = len(body); return nil, nil }
		o.Load = func(_ context.Context, _ string, body []byte, _ int, _ func(string)) error {
			got = len(body)
			return nil
		}
		req := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(packed.Bytes()))
		req.Header.Set("Content-Encoding", "gzip")
		res, err := api.New(o, fiber.Config{BodyLimit: 1000}).Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if got != packed.Len() {
			t.Errorf("%s: %d bytes came, the handler got %d", path, packed.Len(), got)
		}
	}
}
