package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
)

// scale compares what an edit costs in a small and in a large store, in turns.
func scale(w io.Writer, quick bool) error {
	small, large := 10_000, 1_000_000
	if quick {
		large = 50_000
	}
	dir, err := os.MkdirTemp("", "samsyn-bench")
	if err != nil {
		return err
	}
	began := time.Now()
	a, err := filled(dir+"/small", small)
	if err != nil {
		return err
	}
	b, err := filled(dir+"/large", large)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "  filled with %d and %d documents in %.0f s\n", small, large, time.Since(began).Seconds())
	const rounds, batches = 11, 60
	var ratios []float64
	var cheap, dear []Cost
	for range rounds {
		x, y := a.spread(batches), b.spread(batches)
		ratios = append(ratios, float64(y.CPU)/float64(x.CPU))
		cheap, dear = append(cheap, x), append(dear, y)
	}
	slices.Sort(ratios)
	byCPU := func(a, b Cost) int { return int(a.CPU - b.CPU) }
	slices.SortFunc(cheap, byCPU)
	slices.SortFunc(dear, byCPU)
	fmt.Fprintf(w, "  an edit at %8d documents %v\n  an edit at %8d documents %v\n", small, cheap[rounds/2], large, dear[rounds/2])
	fmt.Fprintf(w, "  %.2f times as much (aim: at most 1.2), median of %d rounds; %.2f to %.2f\n", ratios[rounds/2], rounds, ratios[0], ratios[rounds-1])
	return errors.Join(a.Close(), b.Close(), os.RemoveAll(dir))
}

// docsPerCitizen is what a citizen's social record holds after some years.
const docsPerCitizen = 500

// filled makes a world with n visit notes of 1 KB, spread over citizens.
func filled(dir string, n int) (*World, error) {
	w, err := Open(dir)
	if err != nil {
		return nil, err
	}
	citizens := max(1, n/docsPerCitizen)
	for i := range citizens {
		row := fmt.Sprintf(`{"staffId":"amina","citizenId":"c%d","providerOrgId":"ekby","reason":"plannedVisit","validFrom":"2026-01-01T00:00:00Z","state":"active"}`, i)
		if err := w.loaded(w.edit(document.Directory, "careAssignment", fmt.Sprintf("as%d", i), sets(row))); err != nil {
			return nil, err
		}
	}
	w.citizens = citizens
	for done := 0; done < n; {
		// Several citizens' batches at once share their fsyncs, as phones' do.
		edits := make([]document.Edit, 0, 16*batchSize)
		for range 16 {
			edits = append(edits, w.notes()...)
		}
		if err := w.loaded(edits...); err != nil {
			return nil, err
		}
		done += len(edits)
	}
	return w, nil
}

// notes are 20 new notes about one citizen, the next in turn.
func (w *World) notes() []document.Edit {
	w.turn++
	scope := document.Scope(fmt.Sprintf("citizen/c%d/social/ekby", w.turn%w.citizens))
	edits := make([]document.Edit, batchSize)
	for i := range edits {
		w.docs++
		text := jsontext.Value(fmt.Sprintf(`{"at":"2026-11-24T08:00:00Z","text":"%d %s"}`, w.docs, kilobyte))
		edits[i] = w.edit(scope, "visitNote", ulid.Make().String(), map[string]document.Op{"text": {Add: map[string]jsontext.Value{"e1": text}}})
	}
	return edits
}

func (w *World) loaded(edits ...document.Edit) error {
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: "server"}, Replica: replicaID}
	batch := make([]flow.Incoming, len(edits))
	for i, e := range edits {
		batch[i] = flow.Incoming{Edit: e}
	}
	verdicts, err := w.Flow.SubmitWait(context.Background(), author, batch)
	for _, v := range verdicts {
		if v.Kind == document.Refused {
			err = errors.Join(err, fmt.Errorf("refused: %s %s", v.Code, v.Field))
		}
	}
	return err
}

// spread submits batches about one citizen after the other and gives the cost of an edit.
func (w *World) spread(batches int) Cost {
	all := make([][]document.Edit, batches)
	for i := range all {
		all[i] = w.notes()
	}
	return measure(batches*batchSize, func() {
		for _, edits := range all {
			must(w.loaded(edits...))
		}
	})
}
