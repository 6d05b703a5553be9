package pebble

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strings"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// The first byte of a key says what it holds.
const (
	headKind     = 'h'
	commitKind   = 'c'
	markKind     = 'o'
	documentKind = 'd'
	changedKind  = 's'
	editKind     = 'e'
	dueKind      = 't'
	authorKind   = 'w'
	eventKind    = 'a'
	subjectKind  = 'b'
	readMarkKind = 'r'
	contactKind  = 'k'
	holdingKind  = 'l'
	holderKind   = 'g'
	bellKind     = 'p'
	findBellKind = 'q'
)

var (
	errName = errors.New("a tenant and a scope are needed, without zero bytes")
	errData = errors.New("stored data cannot be read")
)

// checkKey refuses names that would break the order of keys.
func checkKey(key store.Key) error {
	if key.Tenant == "" || key.Scope == "" || strings.IndexByte(key.Tenant, 0) >= 0 || strings.IndexByte(string(key.Scope), 0) >= 0 {
		return errName
	}
	return nil
}

func checkTenant(tenant string) error { return checkKey(store.Key{Tenant: tenant, Scope: "-"}) }

// tenantPrefix begins all keys of a kind and tenant.
func tenantPrefix(b []byte, kind byte, tenant string) []byte {
	b = append(b, kind)
	return append(append(b, tenant...), 0)
}

// scopePrefix begins all keys of a kind and scope. Every number of bytes after it sorts inside the scope.
func scopePrefix(b []byte, kind byte, key store.Key) []byte {
	b = tenantPrefix(b, kind, key.Tenant)
	return append(append(b, key.Scope...), 0)
}

func seqKey(b []byte, kind byte, key store.Key, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(scopePrefix(b, kind, key), seq)
}

func documentKey(b []byte, key store.Key, id string) []byte {
	return append(scopePrefix(b, documentKind, key), id...)
}

func editKey(b []byte, tenant, edit string) []byte {
	return append(tenantPrefix(b, editKind, tenant), edit...)
}

// after is the first key behind all that begin with the prefix, which ends with a zero byte or a number below its maximum.
func after(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	end[len(end)-1]++
	return end
}

// parseScopeKey takes apart a key of (tenant, scope, rest).
func parseScopeKey(k []byte) (key store.Key, rest []byte, err error) {
	if len(k) == 0 {
		return key, nil, errData
	}
	tenant, k, ok := bytes.Cut(k[1:], []byte{0})
	scope, rest, ok2 := bytes.Cut(k, []byte{0})
	if !ok || !ok2 {
		return key, nil, errData
	}
	return store.Key{Tenant: string(tenant), Scope: document.Scope(scope)}, rest, nil
}
