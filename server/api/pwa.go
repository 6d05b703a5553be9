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

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"

	"github.com/samsyn/samsyn/server/fault"
)

// policy lets the app load what is its own and nothing else: text from others is never a script, and no page frames it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
	"require-trusted-types-for 'script'; trusted-types samsyn"

// packLevel costs some 30 ms for all files, where the best takes half a second for a tenth less.
const packLevel = 9

// file is one file of the app, ready to send.
type file struct {
	kind   string
	tag    string // ETag
	plain  []byte
	packed []byte // by brotli; nil when that is not smaller
}

// pwa hands out the app below /app/, which routes by what follows the #. Files are packed once, at start.
func pwa(files fs.FS) fiber.Handler {
	if files == nil {
		return unbuilt
	}
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
		return f.send(c, strings.HasPrefix(name, "assets/"))
	}
}

func pack(name string, text []byte) file {
	sum := sha256.Sum256(text)
	f := file{kind: kindOf(name), tag: `"` + hex.EncodeToString(sum[:8]) + `"`, plain: text}
	var packed bytes.Buffer
	w := brotli.NewWriterLevel(&packed, packLevel)
	if _, err := w.Write(text); err == nil && w.Close() == nil && packed.Len() < len(text)*9/10 {
		f.packed = packed.Bytes()
	}
	return f
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
	c.Set(fiber.HeaderContentSecurityPolicy, policy)
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
	if f.packed != nil && strings.Contains(c.Get(fiber.HeaderAcceptEncoding), "br") {
		c.Set(fiber.HeaderContentEncoding, "br")
		return c.Send(f.packed)
	}
	return c.Send(f.plain)
}

// unbuilt says how to get the app into the server.
func unbuilt(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, "text/plain; charset=utf-8")
	return c.Status(http.StatusNotFound).SendString("Appen är inte inbyggd i den här servern. Bygg med ./scripts/up, som behöver Node 20 eller senare.\n")
}
