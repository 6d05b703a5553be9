package push

import "context"

// hold is how many of a tenant's claims are under way, and whether more may begin.
type hold struct {
	under  int
	isHeld bool
	empty  chan struct{} // closed when nothing is under way any more; nil while nobody waits
}

// Hold lets no message of a tenant begin, but those of All, and returns when those under way have ended: a claim holds by the tenant's
// clock, and whoever is about to set it would make another's claim look old. Release ends it, also after an error.
func (r *Ringer) Hold(ctx context.Context, tenant string) error {
	r.mu.Lock()
	h := r.holdOf(tenant)
	h.isHeld = true
	if h.under == 0 {
		r.mu.Unlock()
		return nil
	}
	if h.empty == nil {
		h.empty = make(chan struct{})
	}
	empty := h.empty
	r.mu.Unlock()
	select {
	case <-empty:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Release lets messages begin again. Without a Hold it does nothing.
func (r *Ringer) Release(tenant string) {
	r.mu.Lock()
	r.holdOf(tenant).isHeld = false
	delete(r.next, tenant)
	r.mu.Unlock()
	r.look()
}

// begin counts n claims to come as under way, unless the tenant is held.
func (r *Ringer) begin(tenant string, n int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	h := r.holdOf(tenant)
	if h.isHeld {
		return false
	}
	h.under += n
	return true
}

func (r *Ringer) end(tenant string, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	h := r.holdOf(tenant)
	if h.under -= n; h.under == 0 && h.empty != nil {
		close(h.empty)
		h.empty = nil
	}
}

// holdOf needs mu.
func (r *Ringer) holdOf(tenant string) *hold {
	if r.held[tenant] == nil {
		r.held[tenant] = &hold{}
	}
	return r.held[tenant]
}
