package move

import (
	"github.com/samsyn/samsyn/sync/document"
)

// fork begins a new epoch in the scope that has just come in: history after the file was made is lost here, and phones must know.
// They load the scope again, and submit again what had been acknowledged beyond the fork. It is what flow.Fork does, and is
// done here so that no server ever sees the tenant without it.
func (im *importer) fork() error {
	head := im.scope.head
	c := &document.Commit{Tenant: im.sum.Tenant}
	c.Scope, c.Seq, c.Epoch, c.Salt = im.scope.name, head.Seq+1, im.o.NewID(), im.o.NewID()
	c.At, c.Checksum = im.o.Now().UnixMilli(), head.Checksum
	c.Parent = &document.Base{Epoch: head.Epoch, Seq: head.Seq}
	if err := im.s.Append(im.ctx, c); err != nil {
		return err
	}
	return im.s.Close(im.ctx, im.key(), c.Seq)
}

// isFork reports whether a head is that of the fork that this restore made before a crash.
func (im *importer) isFork(head document.Head) bool {
	last := im.scope.head
	return head.Seq == last.Seq+1 && head.Parent != nil && *head.Parent == document.Base{Epoch: last.Epoch, Seq: last.Seq}
}
