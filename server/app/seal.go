package app

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/samsyn/samsyn/server/auth"
	sealing "github.com/samsyn/samsyn/sync/sign"
)

// sealFile is where a server that only checks tokens keeps the seed of its seal key. It is as secret as SAMSYN_KEY, and
// belongs in every backup: what phones sealed to it can be opened with nothing else.
const sealFile = "seal.key"

// opener makes the key that phones seal outboxes to: from the key that signs tokens, or else from a file in the data folder.
// With other nodes the file must be there: each making its own, one could not open what was sealed to another.
func opener(key auth.Key, dir string, others bool) (*sealing.Opener, error) {
	seed := key.SealSeed()
	if seed == nil {
		var err error
		if seed, err = sealSeed(filepath.Join(dir, sealFile), others); err != nil {
			return nil, err
		}
	}
	return sealing.NewOpener(seed)
}

// sealSeed reads the file, or makes it.
func sealSeed(file string, others bool) ([]byte, error) {
	seed, err := os.ReadFile(file) //nolint:gosec // in the operator's own folder
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return seed, err
	}
	if others {
		return nil, fmt.Errorf("%s is missing: a key that only checks tokens needs the same %d secret bytes there on every node", file, len(sealing.SealKey{}))
	}
	seed = make([]byte, len(sealing.SealKey{}))
	rand.Read(seed) // never fails
	// Written whole or not at all: half a key would be another key.
	half := file + ".new"
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return nil, fmt.Errorf("seal key: %w", err)
	}
	if err := os.WriteFile(half, seed, 0o600); err != nil {
		return nil, fmt.Errorf("seal key: %w", err)
	}
	if err := os.Rename(half, file); err != nil {
		return nil, fmt.Errorf("seal key: %w", err)
	}
	return seed, nil
}
