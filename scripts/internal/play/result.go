package play

import (
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// Result is one day that was played.
type Result struct {
	Name         string
	Shows        []string // rows of the domain, of a file
	Expectations int
	Later        int
	Edits        int
	Lost         int
	Divergent    int
	Verdicts     map[document.Kind]int
	Codes        map[string]int // of refusals, and of edits accepted with one
	Phones       []PhoneRow
	Pushes       int // sent for the phones of a made-up day
	Broken       []Broken
}

// PhoneRow is one line of the table. Seq is the sum of the scopes' seqs, Checksum of their checksums, mod 2^64: two phones
// that hold the same scopes show the same.
type PhoneRow struct {
	Name     string
	Edits    int
	Verdicts map[document.Kind]int
	Scopes   int
	Seq      uint64
	Checksum document.Checksum
	Online   bool
}

// impliedExpectations are the promises asked at the end of every day: nothing unsent, all equal, nothing lost, the rules
// of merging kept.
const impliedExpectations = 4

func (d *day) result(end ending) Result {
	r := d.crew.result(end)
	r.Name, r.Broken, r.Shows = d.s.File, d.broken, d.s.Shows
	r.Expectations = len(d.s.Nevers) + impliedExpectations
	for _, step := range d.s.Steps {
		if step.Then != nil {
			r.Expectations++
		}
		if step.Later != nil {
			r.Later++
		}
	}
	return r
}

func (c *crew) result(end ending) Result {
	r := Result{Lost: end.lost, Divergent: end.divergent, Verdicts: end.verdicts, Codes: end.codes}
	for _, m := range c.mates {
		row := PhoneRow{Name: m.name, Edits: len(m.edits), Verdicts: map[document.Kind]int{}, Online: m.phone.IsOnline()}
		for _, e := range m.edits {
			if heard := m.phone.Diary(e.ID); len(heard) > 0 {
				row.Verdicts[heard[0].Verdict.Kind]++
			}
		}
		m.phone.Look(func(rep *replica.Replica) {
			for _, name := range rep.Scopes() {
				s, _ := rep.Status(name)
				row.Scopes++
				row.Seq += s.Cursor.Seq
				row.Checksum += s.Checksum
			}
		})
		r.Edits += row.Edits
		r.Phones = append(r.Phones, row)
	}
	return r
}
