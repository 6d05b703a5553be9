// Package pwa is the built phone app and coordinator's board, for the server to hand out: dist, as vite builds it
// (scripts/internal/app build). A server that was built before the app has none of it, and says so.
package pwa

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files are what a browser fetches below /app/; ok is false when the app was not built.
func Files() (files fs.FS, ok bool) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, false
	}
	_, err = fs.Stat(files, "index.html")
	return files, err == nil
}
