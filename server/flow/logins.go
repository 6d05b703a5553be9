package flow

import (
	"context"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
	"github.com/samsyn/samsyn/sync/sign"
)

// LoginType is the type of the documents that logins are: one for each replica that has a key, in its author's own scope,
// under the replica's id. Nobody but the server writes them.
const LoginType = "deviceSession"

// loginLeeway is how long after a logout an edit may have been written: clocks differ.
const loginLeeway = int64(time.Minute / time.Millisecond)

// Login is what the server knows of a replica that signs.
type Login struct {
	Actor   access.Actor
	Replica string
	Key     sign.Public // the zero key when the id is taken by something that is no login
	Device  string
	Began   int64 // when the server first heard of it, milliseconds
	Ended   int64 // when the person logged out, or a lost phone was revoked, milliseconds; 0 before
	Revoked bool  // it reads nothing any more
	Cause   bool  // and what it wrote is not to be believed
	// RevokedAt is when it was revoked, by the server's own clock, milliseconds.
	RevokedAt int64
	// OffsetMillis is what to add to the phone's clock to get the server's, as it was at one of its hellos.
	OffsetMillis int64
}

// IsOf reports whether the login is this actor's, with this key.
func (l *Login) IsOf(a access.Actor, key sign.Public) bool {
	return l.Actor == a && l.Key == key && !key.IsZero()
}

// Login finds a replica's login in a tenant; nil when it has none. A replica id is one actor's in the whole tenant: the edit
// that creates a login has an id that follows from the replica's, and edit ids are unique in a tenant.
func (f *Flow) Login(ctx context.Context, tenant, replica string) (*Login, error) {
	id := loginEdit(tenant, replica)
	known, err := f.o.Store.Known(ctx, tenant, []string{id})
	if err != nil {
		return nil, err
	}
	at, is := known[id]
	if !is {
		return nil, nil
	}
	key := store.Key{Tenant: tenant, Scope: at.Scope}
	if _, err := f.settledHead(ctx, key); err != nil {
		return nil, err
	}
	stored, err := f.o.Store.Documents(ctx, key, []string{replica})
	if err != nil {
		return nil, err
	}
	l := &Login{Actor: access.Actor{Tenant: tenant, Kind: at.Scope.Kind(), ID: at.Scope.Subject()}, Replica: replica}
	if doc := stored[replica].Doc; doc != nil && doc.Type == LoginType {
		l.read(merge.Read(f.o.Schema.Types[LoginType], doc))
	}
	return l, nil
}

// loginEdit is the id of the edit that creates a replica's login. A phone may write an edit with that id first: then nobody
// has the replica, and the next phone takes another, which nobody can guess.
func loginEdit(tenant, replica string) string { return hashID("login", tenant, replica) }

func (l *Login) read(v merge.View) {
	text := func(field string) string { return document.Unquote(v.Fields[field].Value) }
	if l.Key.UnmarshalText([]byte(text("key"))) != nil {
		l.Key = sign.Public{}
	}
	l.Device = text("deviceId")
	l.Began, _ = document.TimeMillis(text("startedAt"))
	l.Ended, _ = document.TimeMillis(text("endedAt"))
	l.Revoked = text("state") == "revoked"
	l.Cause = l.Revoked && string(v.Fields["revokedForCause"].Value) == "true"
	l.RevokedAt, _ = document.TimeMillis(text("revokedAt"))
	l.OffsetMillis, _ = strconv.ParseInt(string(v.Fields[clockField].Value), 10, 64) // 0 when there is none
}

// Begin creates a replica's login at its first hello, with how wrong the phone's clock is if that matters. done is called once, maybe before Begin returns, with what the replica
// has then: another actor may have been faster.
func (f *Flow) Begin(a access.Actor, replica string, key sign.Public, device string, offsetMillis int64, done func(*Login, error)) {
	t, known := f.o.Tenant(a.Tenant)
	if !known {
		done(nil, errNoTenant)
		return
	}
	set := map[string]any{"state": "active", "key": key, "startedAt": document.TimeText(t.Now())}
	if device != "" {
		set["deviceId"] = device
	}
	if isClockNews(offsetMillis) {
		set[clockField] = offsetMillis
	}
	e := f.loginWrite(t, a, replica, loginEdit(a.Tenant, replica), set)
	e.Create = true
	f.submitLogin(t, e, func(err error) {
		if err != nil {
			done(nil, err)
			return
		}
		done(f.Login(context.Background(), a.Tenant, replica))
	})
}

// End says that the person logged out. A login that has ended stays so.
func (f *Flow) End(l *Login, done func(error)) {
	f.changeLogin(l, "ended", done, func(now int64) map[string]any {
		return map[string]any{"state": "ended", "endedAt": document.TimeText(now)}
	})
}

// Revoke ends a login for good: a lost phone. With a cause, what it wrote and has not handed in yet is parked; without one, what
// it wrote until now is taken.
func (f *Flow) Revoke(l *Login, cause bool, reason string, done func(error)) {
	f.changeLogin(l, "revoked", done, func(now int64) map[string]any {
		wall := now
		if f.o.Wall != nil {
			wall = f.o.Wall()
		}
		set := map[string]any{"state": "revoked", "revokedForCause": cause, "reason": reason, "revokedAt": document.TimeText(wall)}
		if l.Ended == 0 {
			set["endedAt"] = document.TimeText(now)
		}
		return set
	})
}

// clockTolerance is how far a phone's clock may be from what its login says: half of what loginLeeway forgives.
const clockTolerance = loginLeeway / 2

// NoteClock writes into a login how wrong its phone's clock is, if that is news. Who carries its outbox has another clock.
func (f *Flow) NoteClock(l *Login, offsetMillis int64, done func(error)) {
	if !isClockNews(offsetMillis - l.OffsetMillis) {
		done(nil)
		return
	}
	f.changeLogin(l, "clock", done, func(int64) map[string]any { return map[string]any{clockField: offsetMillis} })
}

const clockField = "clockOffset"

func isClockNews(differs int64) bool { return differs < -clockTolerance || differs > clockTolerance }

// NoteCarried writes into a login who handed in its outbox.
func (f *Flow) NoteCarried(l *Login, by document.Carrier, edits int, done func(error)) {
	f.changeLogin(l, "carried", done, func(now int64) map[string]any {
		item := map[string]any{"at": document.TimeText(now), "actor": by.Actor, "edits": edits}
		if by.Device != "" {
			item["deviceId"] = by.Device
		}
		return map[string]any{"carried": item}
	})
}

// changeLogin writes into a login. Nobody can tell the edit's id beforehand, so nobody can have taken it.
func (f *Flow) changeLogin(l *Login, what string, done func(error), set func(now int64) map[string]any) {
	t, known := f.o.Tenant(l.Actor.Tenant)
	if !known {
		done(errNoTenant)
		return
	}
	id := hashID("login", what, l.Actor.Tenant, l.Replica, f.o.NewID())
	f.submitLogin(t, f.loginWrite(t, l.Actor, l.Replica, id, set(t.Now())), done)
}

func (f *Flow) loginWrite(t Tenant, a access.Actor, replica, id string, set map[string]any) document.Edit {
	e := document.Edit{
		ID: id, Scope: document.OwnScope(a.Kind, a.ID, t.Municipality), Doc: replica, Type: LoginType,
		Stamp: hlc.New(t.Now(), 0, "s"+id), Changes: map[string]document.Op{},
	}
	for field, v := range set {
		value, err := json.Marshal(v, json.Deterministic(true))
		if err != nil { // texts, numbers and keys
			panic("flow: encode " + field + " of a login")
		}
		if op := (document.Op{Set: value}); field != "carried" {
			e.Changes[field] = op
		} else {
			e.Changes[field] = document.Op{Add: map[string]jsontext.Value{id: value}}
		}
	}
	return e
}

// submitLogin hands in one of the server's edits of a login. A refusal is not an error: who asks for the login next sees
// what it is.
func (f *Flow) submitLogin(t Tenant, e document.Edit, done func(error)) {
	author := Author{Actor: access.Actor{Tenant: t.ID, Kind: access.Server, ID: serverReplica}, Replica: e.Stamp.Replica()}
	f.Submit(author, []Incoming{{Edit: e}}, func(verdicts []document.Verdict, err error) {
		for _, v := range verdicts {
			if v.Kind == document.Refused {
				f.o.Log.Warn("login", "scope", e.Scope.Masked(), "code", v.Code, "field", v.Field)
			}
		}
		done(err)
	})
}

// LoginChanged tells which replica's login a change is of, if it is one, and what of it changed: Ended and Revoked say whether
// that ends or revokes it.
func (f *Flow) LoginChanged(ch *document.Change) (l Login, is bool) {
	if ch.Doc.Type != LoginType {
		return l, false
	}
	l.Replica = ch.Doc.ID
	l.read(merge.Read(f.o.Schema.Types[LoginType], ch.Doc)) // a change carries the fields that changed
	return l, true
}

// checkLogin holds back what a login may not write: after it ended, or when it is not to be believed. The text is kept.
func (it *item) checkLogin(a Author) {
	switch {
	case it.Code != "" || it.code != "" && !a.Revoked: // it cannot be read, or is refused anyway
	case a.Revoked:
		it.refuse(document.CodeReplicaRevoked, "")
	case a.Ended != 0 && it.Edit.Stamp.WallMillis()+a.OffsetMillis > a.Ended+loginLeeway:
		it.refuse(document.CodeTooLate, "")
	}
}

// kindOf is the verdict that goes with the code of an edit that is kept in the author's own scope.
func kindOf(code string) document.Kind {
	if code == document.CodeReplicaRevoked {
		return document.Parked
	}
	return document.Refused
}
