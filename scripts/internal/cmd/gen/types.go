package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The types of other languages are made by npm packages, which takes a minute and a network. So sums.txt says what they were made
// from, and what they were then: a check needs neither.
const sumsFile = "published/sums.txt"

var (
	madeTypes = []string{"published/types.ts", "published/Types.kt", "published/Types.swift"}
	makers    = []string{"types.mjs", "package-lock.json"}
)

const tools = "mobile-contract/tools"

// sums is what sums.txt should say of the files as they are, by line.
func sums(root string, files map[string][]byte) (string, error) {
	of := sha256.New()
	of.Write(files["published/frames.schema.json"])
	of.Write(files["published/documents.schema.json"])
	for _, name := range makers {
		text, err := os.ReadFile(filepath.Join(root, tools, name)) //nolint:gosec // in the repository
		if err != nil {
			return "", err
		}
		of.Write(text)
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%x  what they are made from\n", of.Sum(nil))
	for _, name := range madeTypes {
		text, err := os.ReadFile(filepath.Join(root, folder, name)) //nolint:gosec // in the repository
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&out, "%x  %s\n", sha256.Sum256(text), name)
	}
	return out.String(), nil
}

// staleTypes names sums.txt when the types are not those of these schemas.
func staleTypes(root string, files map[string][]byte) []string {
	want, err := sums(root, files)
	is, err2 := os.ReadFile(filepath.Join(root, folder, sumsFile)) //nolint:gosec // in the repository
	if errors.Join(err, err2) != nil || want != string(is) {
		return []string{strings.Join(madeTypes, ", ")}
	}
	return nil
}

// makeTypes runs the generators, if anything changed.
func makeTypes(root string, files map[string][]byte) error {
	if len(staleTypes(root, files)) == 0 {
		return nil
	}
	cmd := exec.Command("scripts/internal/npm", tools, "types")
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("make types: %w", err)
	}
	text, err := sums(root, files)
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stdout, "gen: made the types of", strings.Join(madeTypes, ", "))
	return os.WriteFile(filepath.Join(root, folder, sumsFile), []byte(text), 0o644) //nolint:gosec // published
}
