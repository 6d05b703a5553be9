package audit

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// OfficeOptions is what an Office works with. All are needed.
type OfficeOptions struct {
	Store  store.Store
	Schema *schema.Set
	// Document is one document as it is now, nil when there is none; Documents yields all of a scope.
	Document  func(ctx context.Context, key store.Key, id string) (*document.Document, error)
	Documents func(ctx context.Context, key store.Key) iter.Seq2[*document.Document, error]
	// MayHold is what a login may hold now, sorted.
	MayHold func(ctx context.Context, tenant string, login store.Who) ([]document.Scope, error)
	// Release hands in an edit in its author's name, whatever became of the login; by is who lets it. The same edit again is
	// answered the same.
	Release func(ctx context.Context, tenant string, author store.Who, e document.Edit, by string) (document.Verdict, error)
	Lease   time.Duration  // how long a phone may show what it holds after its last contact
	Zone    *time.Location // in which people read the time
}

// Office answers questions about who did what.
type Office struct{ o OfficeOptions }

// NewOffice makes an Office.
func NewOffice(o OfficeOptions) *Office { return &Office{o} }

// What can be asked.
const (
	AskLog      = "audit"
	AskVerify   = "verify"
	AskExtract  = "extract"
	AskHoldings = "holdings"
	AskSample   = "sample"
	AskReviews  = "reviews"
	AskDone     = "done"

	AskDisclosures = "disclosures"
	AskParked      = "parked"
)

// Question is what somebody asks. It is the body of POST /v1/audit: names of citizens do not belong in an address, which
// proxies log.
type Question struct {
	Ask     string `json:"ask"`
	Citizen string `json:"citizen,omitzero"`
	Staff   string `json:"staff,omitzero"`
	From    int64  `json:"from,omitzero"` // milliseconds; 0: daysBack before To
	To      int64  `json:"to,omitzero"`   // milliseconds, not itself in it; 0: now
	JSON    bool   `json:"json,omitzero"` // lines of JSON instead of a text

	Since string `json:"since,omitzero"` // verify: what an earlier verification printed

	Sample    string            `json:"sample,omitzero"` // random or targeted
	N         int               `json:"n,omitzero"`
	Seed      uint64            `json:"seed,omitzero"`
	Addresses map[string]string `json:"addresses,omitzero"` // targeted: where staff live, by id; not kept

	Review  string `json:"review,omitzero"` // done: its name, or its name, a dash and the number of one of its rows
	By      string `json:"by,omitzero"`     // who asks, or reviewed
	Outcome string `json:"outcome,omitzero"`

	Do   string `json:"do,omitzero"`   // parked: "" lists; show, release or drop one
	Edit string `json:"edit,omitzero"` // parked: which
}

// daysBack is how far back a question goes that does not say.
const daysBack = 90

// Tenant is whose log is asked, and who asks: a system's own name.
type Tenant struct {
	ID           string
	Municipality string
	Now          int64
	Asker        string
}

// Answer writes the answer, and an event that says that the log was asked. The error is a *fault.Error, with a Sentence as its
// cause, for a question that is none or is about nobody.
func (o *Office) Answer(ctx context.Context, t Tenant, q Question, w io.Writer) error {
	if q.To == 0 {
		q.To = t.Now + 1
	}
	if q.From == 0 && q.Ask != AskReviews {
		q.From = time.UnixMilli(q.To).AddDate(0, 0, -daysBack).UnixMilli()
	}
	if err := q.check(); err != nil {
		return err
	}
	d := &desk{Office: o, Tenant: t, q: q, w: w}
	if err := d.leaveTrace(ctx); err != nil {
		return err
	}
	answer := map[string]func(context.Context) error{
		AskLog: d.log, AskVerify: d.verify, AskExtract: d.extract, AskHoldings: d.holdings, AskSample: d.sample, AskReviews: d.reviews,
		AskDone: d.done, AskDisclosures: d.disclosures, AskParked: d.parked,
	}
	return answer[q.Ask](ctx)
}

func (q Question) check() error {
	for _, id := range []string{q.Citizen, q.Staff, q.By} {
		if id != "" && !document.IsID(id) {
			return noQuestion(strconv.Quote(id) + " är inget id: ett sådant är bokstäver a till z, siffror, - och _.")
		}
	}
	if q.From >= q.To {
		return noQuestion("Tiden slutar innan den börjar: -from ska vara före -to.")
	}
	switch q.Ask {
	case AskLog:
		if (q.Citizen == "") == (q.Staff == "") {
			return noQuestion("Säg vems logg: en medborgares (-citizen ID) eller en medarbetares (-staff ID), inte båda.")
		}
	case AskExtract, AskHoldings:
		if q.Citizen == "" {
			return noQuestion("Säg vilken medborgare: -citizen ID.")
		}
	case AskSample:
		if q.Sample != "random" && q.Sample != "targeted" || q.N < 1 || q.N > 1000 {
			return noQuestion("Ett urval är -sample random eller -sample targeted, med -n från 1 till 1000.")
		}
	case AskDone:
		if q.Review == "" || q.By == "" || q.Outcome == "" {
			return noQuestion("Säg vilken kontroll (-done), vem som granskade (-by) och vad ni kom fram till (-outcome).")
		}
	case AskParked:
		return q.checkParked()
	case AskVerify, AskReviews, AskDisclosures:
	default:
		return noQuestion("Frågan finns inte.")
	}
	return nil
}

func (q Question) checkParked() error {
	switch q.Do {
	case "":
		return nil
	case DoShow:
		if q.Edit == "" || q.By == "" {
			return noQuestion("Säg vilken (-show ID) och vem som läser (-by ID).")
		}
	case DoRelease, DoDrop:
		if q.Edit == "" || q.By == "" || q.Outcome == "" {
			return noQuestion("Säg vilken, vem som beslutar (-by ID) och varför (-outcome \"…\").")
		}
	default:
		return noQuestion("Frågan finns inte.")
	}
	return nil
}

// desk is one question while it is answered.
type desk struct {
	*Office
	Tenant
	q      Question
	w      io.Writer
	people *people
	failed error // the first error of printing
}

// leaveTrace: whoever reads the log is in it. What changes the log says so by itself.
func (d *desk) leaveTrace(ctx context.Context) error {
	if d.q.Ask == AskDone || d.q.Do != "" {
		return nil
	}
	e := store.Event{At: d.Now, Action: store.ActionLogRead, Note: d.q.Ask, Who: d.asker(), What: store.What{Citizen: d.q.Citizen}}
	return d.o.Store.Record(ctx, d.ID, []store.Event{e})
}

// asker is the system that asks, or the person it says it asks for.
func (d *desk) asker() store.Who {
	if d.q.By != "" {
		return store.Who{Actor: d.q.By, Kind: "staff", Carrier: d.Asker}
	}
	return store.Who{Actor: d.Asker, Kind: "system", Unit: d.Municipality}
}

func (d *desk) print(format string, args ...any) {
	if _, err := fmt.Fprintf(d.w, format, args...); err != nil && d.failed == nil {
		d.failed = err
	}
}

func (d *desk) key(scope document.Scope) store.Key { return store.Key{Tenant: d.ID, Scope: scope} }

// clock is a time as people in the municipality read it.
func (d *desk) clock(at int64) string { return d.local(at).Format("2006-01-02 15:04") }

func (d *desk) local(at int64) time.Time { return time.UnixMilli(at).In(d.o.Zone) }
