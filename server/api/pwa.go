package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"

	"github.com/samsyn/samsyn/server/fault"
)

// policy lets the app load what is its own and nothing else: text from others is never a script, and no page frames it. It may
// speak to this server, and to the named others.
func policy(others ...string) string {
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
		"connect-src " + strings.Join(append([]string{"'self'"}, others...), " ") + "; manifest-src 'self'; worker-src 'self'; " +
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types samsyn"
}

// A browser registers with these, and with nobody else, to be rung.
var pushHosts = []string{"https://firebaseinstallations.googleapis.com", "https://fcmregistrations.googleapis.com"}

// pushFile is what a browser must know to be rung; an empty object where browsers are not.
const pushFile = "push.json"

// packLevel costs some 30 ms for all files together, where the best takes half a second for a tenth less.
const packLevel = 9

// file is one file of the app, ready to send.
type file struct {
	kind   string
	tag    string // ETag
	plain  []byte
	packed func() []byte // by brotli, when it is first asked for; nil when that is not smaller
}

// pwa hands out the app below /app/, which routes by what follows the #. Each file is packed once, for whoever asks for it
// first: a start waits for none.
func pwa(files fs.FS, push []byte) fiber.Handler {
	if files == nil {
		return unbuilt
	}
	all := packAll(files)
	allowed := policy()
	if push == nil {
		push = []byte("{}")
	} else {
		allowed = policy(pushHosts...)
	}
	all[pushFile] = pack(pushFile, push)
	return func(c *fiber.Ctx) error {
		if c.Path() == "/app" { // outside of where its service worker may work
			return c.Redirect("/app/")
		}
		name := c.Params("*")
		if name == "" {
			name = "index.html"
		}
		f, found := all[name]
		if !found {
			return fault.Newf(fault.NotFound, "no such file of the app")
		}
		c.Set(fiber.HeaderContentSecurityPolicy, allowed)
		return f.send(c, strings.HasPrefix(name, "assets/"))
	}
}

// packAll makes all files ready.
func packAll(files fs.FS) map[string]file {
	all := map[string]file{}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err == nil {
			all[name] = pack(name, text)
		}
		return err
	})
	if err != nil {
		panic("api: read the app's files: " + err.Error()) // they are in the binary
	}
	return all
}

func pack(name string, text []byte) file {
	sum := sha256.Sum256(text)
	return file{
		kind: kindOf(name), tag: `"` + hex.EncodeToString(sum[:8]) + `"`, plain: text,
		packed: sync.OnceValue(func() []byte { return compress(text) }),
	}
}

func compress(text []byte) []byte {
	var packed bytes.Buffer
	w := brotli.NewWriterLevel(&packed, packLevel)
	if _, err := w.Write(text); err != nil || w.Close() != nil || packed.Len() >= len(text)*9/10 {
		return nil
	}
	return packed.Bytes()
}

// kindOf is the media type by the name's end, whatever the machine's own table says.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json"
	case ".svg":
		return "image/svg+xml"
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return fiber.MIMEOctetStream
}

func (f file) send(c *fiber.Ctx, named bool) error {
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderReferrerPolicy, "no-referrer")
	c.Set(fiber.HeaderPermissionsPolicy, "geolocation=(), camera=(), microphone=()")
	c.Set(fiber.HeaderETag, f.tag)
	c.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	c.Set(fiber.HeaderCacheControl, "no-cache")
	if named { // its name says what is in it
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	}
	if c.Get(fiber.HeaderIfNoneMatch) == f.tag {
		return c.SendStatus(http.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, f.kind)
	if strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "br") {
		if packed := f.packed(); packed != nil {
			c.Set(fiber.HeaderContentEncoding, "br")
			return c.Send(packed)
		}
	}
	return c.Send(f.plain)
}

// unbuilt says how to get the app into the server.
func unbuilt(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return c.Status(http.StatusNotFound).SendString("Appen är inte inbyggd i den här servern. Bygg med ./scripts/up, som behöver Node 20 eller senare.\n")
}
