package move

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// scopeIn is the scope whose commits come in.
type scopeIn struct {
	name    document.Scope // also of the last one, until the next begins
	commits int            // 0 between scopes
	head    document.Head  // after the last line
	have    document.Head  // what the store had when it began: more than nothing after a crash
	open    map[uint64]bool
}

func (im *importer) key() store.Key {
	return store.Key{Tenant: im.sum.Tenant, Scope: im.scope.name}
}

func (im *importer) commit(l commitLine) error {
	sealed := l.sealed()
	c, err := document.OpenCommit(im.sum.Tenant, sealed)
	if err != nil {
		return im.in.fail(ErrVersion, doVersion)
	}
	if err := im.enterScope(c.Scope); err != nil {
		return err
	}
	next, err := document.Verify(sealed, im.scope.head)
	if err != nil {
		return im.in.fail(fmt.Errorf("%w: %w", ErrChanged, err), doFetch)
	}
	im.scope.head = next
	im.scope.commits++
	im.sum.commit(c, l.Open, len(l.Due))
	if c.Seq <= im.scope.have.Seq {
		return im.again(c, l)
	}
	// The store seals it anew: the bytes must come out the same, or the hashes would not.
	if same, err := c.Seal(); err != nil || !bytes.Equal(same, sealed) {
		return im.in.fail(errors.Join(ErrVersion, err), doVersion)
	}
	if err := im.s.Append(im.ctx, c); err != nil {
		if errors.Is(err, store.ErrTaken) {
			return fmt.Errorf("somebody else writes %s of this tenant: stop the servers that use the store, and import again: %w", c.Scope.Masked(), err)
		}
		return err
	}
	return im.follow(c, l)
}

// enterScope begins the next scope, if it is one. Scopes come in order, so none comes twice.
func (im *importer) enterScope(name document.Scope) error {
	switch {
	case im.scope.commits > 0 && name == im.scope.name:
		return nil
	case im.scope.commits > 0, name <= im.scope.name:
		return im.in.fail(ErrOrder, doFetch)
	}
	im.scope = scopeIn{name: name}
	var err error
	if im.scope.have, err = im.s.Head(im.ctx, im.key()); err != nil || im.scope.have.Seq == 0 {
		return err
	}
	im.scope.open = map[uint64]bool{}
	for c, err := range im.s.Open(im.ctx, im.key()) {
		if err != nil {
			return err
		}
		im.scope.open[c.Seq] = true
	}
	return nil
}

// again is for a commit that was there before this import: a crash may have come between it and its follow-up. Its hash covers
// all before it, so that only the last one's is looked at.
func (im *importer) again(c *document.Commit, l commitLine) error {
	if c.Seq == im.scope.have.Seq && c.Hash != im.scope.have.Hash {
		return ErrOther
	}
	if !im.scope.open[c.Seq] {
		return nil
	}
	return im.follow(c, l)
}

// follow does what the flow once did after the commit.
func (im *importer) follow(c *document.Commit, l commitLine) error {
	if err := im.s.Finish(im.ctx, c); err != nil {
		return err
	}
	for i, d := range c.Deadlines {
		if slices.Contains(l.Due, i) {
			continue
		}
		if err := im.s.Fired(im.ctx, store.Due{Key: im.key(), Seq: c.Seq, Deadline: d}); err != nil {
			return err
		}
	}
	if l.Open {
		return nil
	}
	return im.s.Close(im.ctx, im.key(), c.Seq)
}

// endScope checks that the commits led where the line says, and that the store holds just that.
func (im *importer) endScope(l headLine) error {
	if im.scope.commits == 0 || l != newHeadLine(im.scope.name, im.scope.head) {
		return im.in.fail(ErrChanged, doFetch)
	}
	forked, err := im.verifyScope()
	if err != nil {
		return err
	}
	im.sum.scope(im.scope.name, im.scope.head)
	if im.o.Restore {
		if !forked {
			if err := im.fork(); err != nil {
				return err
			}
		}
		im.sum.Forked++
	}
	im.scope.commits = 0
	im.o.Progress(im.sum.Summary)
	return nil
}

// verifyScope compares the store's head with the last line's, and the head's checksum with the documents as they are stored now.
// After a crash in a restore the scope may have its new epoch already.
func (im *importer) verifyScope() (forked bool, err error) {
	head, err := im.s.Head(im.ctx, im.key())
	if err != nil {
		return false, err
	}
	if head.Hash != im.scope.head.Hash {
		if !im.o.Restore || !im.isFork(head) {
			return false, ErrOther
		}
		if err := im.s.Close(im.ctx, im.key(), head.Seq); err != nil {
			return false, err
		}
		forked = true
	}
	var sum document.Checksum
	for d, err := range im.s.Since(im.ctx, im.key(), 0) {
		if err != nil {
			return false, err
		}
		sum += document.Checksum(d.Doc.Sum(d.Bytes))
	}
	if sum != im.scope.head.Checksum {
		return false, im.in.fail(fmt.Errorf("the documents of %s do not have the checksum that its log says", im.scope.name.Masked()),
			"the log was damaged before it was exported: do not use this tenant")
	}
	return forked, nil
}
