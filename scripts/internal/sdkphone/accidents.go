package sdkphone

import (
	"context"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// This file is about what happens to a phone that nobody did.

// Kill has somebody write, and the app killed meanwhile: at moment 0 before the edit is written to the storage, at 1 when it is and
// the app has not heard so, at 2 and 3 before and after the next write, when the edit may be on its way or answered. Then the app is
// started from what it had saved. It gives the edit and whether it is there; the zero Edit when it was never made.
func (p *Phone) Kill(ctx context.Context, d replica.Draft, moment int) (e document.Edit, kept bool, err error) {
	text, err := p.do(ctx, "kill", map[string]any{"draft": draftOf(d), "moment": moment})
	if err != nil {
		return e, false, err
	}
	var killed struct {
		Edit document.Edit `json:"edit"`
		Kept bool          `json:"kept"`
	}
	err = json.Unmarshal(text, &killed)
	return killed.Edit, killed.Kept, err
}

// Echo makes the phone's network give frames of the server's twice, and late, from now on. The same seed does the same to the same
// frames.
func (p *Phone) Echo(seed uint32) { p.must("echo", seed) }
