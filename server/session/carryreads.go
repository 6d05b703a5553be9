package session

import (
	"context"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

// believe keeps the reads of a box that its author's key signed, and counts them.
func (c *carriage) believe(key sign.Public, batches []*reads.Batch) (events int) {
	for _, one := range batches {
		if !one.IsSignedBy(key) {
			c.broken++
			continue
		}
		c.read = append(c.read, one)
		events += len(one.Events)
	}
	return events
}

// noteReads writes what was read into the log, as the author's, with who carried it beside. What no phone says counts as broken.
func (c *carriage) noteReads(ctx context.Context) error {
	if len(c.read) == 0 {
		return nil
	}
	who := c.author()
	for _, one := range c.read {
		switch _, err := c.s.desk.o.Audit.Reads(ctx, who, one); {
		case fault.CodeOf(err) == fault.BadFrame:
			c.broken++
		case err != nil:
			return err
		}
	}
	return nil
}
