package pebble

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/samsyn/samsyn/sync/document"
)

// errCaller is a mistake of the caller's, found because Options.Check is on.
var errCaller = errors.New("caller's mistake")

// checkSealed reads a commit back as a restart would.
func checkSealed(tenant string, sealed []byte, head document.Head) error {
	c, err := document.OpenCommit(tenant, sealed)
	if err != nil {
		return fmt.Errorf("%w: cannot be read back: %w", errCaller, err)
	}
	if _, err := document.Verify(sealed, head); err != nil {
		return fmt.Errorf("%w: %w", errCaller, err)
	}
	for _, ch := range c.Changes {
		if ch.Doc == nil || ch.Doc.Scope != c.Scope || ch.Doc.Seq != c.Seq {
			return fmt.Errorf("%w: %s %d changes a document of another scope or seq", errCaller, c.Scope.Masked(), c.Seq)
		}
	}
	return nil
}

// checkNext compares the document the caller foresaw with the one the change makes.
func checkNext(ch document.Change, made *document.Encoded) error {
	if !bytes.Equal(ch.Next.Bytes, made.Bytes) || ch.Next.Sum != made.Sum {
		return fmt.Errorf("%w: change of %s makes\n%s\nbut its Next is\n%s", errCaller, ch.Doc.ID, made.Bytes, ch.Next.Bytes)
	}
	return nil
}
