package access

import "slices"

// putRule takes in a rule as it is from a time on; what was true until then stays true in hindsight. It names whose access
// may have changed.
func (d *Directory) putRule(now *rule, at int64) []string {
	changed := d.changedBy(nil, now)
	if old := d.rules[now.id]; old != nil {
		changed = d.changedBy(changed, old)
		ends := min(old.to, at)
		if old.kind == opens || old.kind == emerges {
			now.to = min(now.to, old.from+OpeningMillis) // writing it again does not lengthen it
		}
		if old.saysTheSame(now) && now.from <= ends && old.from <= now.to {
			old.from, old.to = min(old.from, now.from), max(ends, now.to)
			d.addTurn(old, changed)
			return changed
		}
		old.to = ends
	}
	if now.from >= now.to {
		return changed
	}
	d.rules[now.id] = now
	now.about = d.byCitizen[now.citizen]
	if now.about == nil {
		now.about = &about{}
		d.byCitizen[now.citizen] = now.about
	}
	list := now.about.list(now.kind)
	*list = append(*list, now)
	if now.kind != blocks && now.kind != protects && now.kind != marks {
		for _, holder := range now.holders {
			d.byHolder[holder] = append(d.byHolder[holder], now)
		}
	}
	d.addTurn(now, changed)
	return changed
}

// saysTheSame compares what two versions of a rule say, but for their times.
func (r *rule) saysTheSame(o *rule) bool {
	return r.kind == o.kind && r.citizen == o.citizen && r.provider == o.provider && r.mask == o.mask && r.names == o.names && r.org == o.org &&
		r.byTeam == o.byTeam && r.byEmployer == o.byEmployer && slices.Equal(r.holders, o.holders)
}

// addTurn notes the times at which a rule begins or ends by itself, and whose access that may change.
func (d *Directory) addTurn(r *rule, whose []string) {
	for _, t := range []int64{r.from, r.to} {
		if t == forever {
			continue
		}
		if at, found := slices.BinarySearch(d.boundaries, t); !found {
			d.boundaries = slices.Insert(d.boundaries, at, t)
		}
		d.turns[t] = append(d.turns[t], whose...)
	}
}

// after is the place of the first boundary later than t.
func (d *Directory) after(t int64) int {
	at, found := slices.BinarySearch(d.boundaries, t)
	if found {
		at++
	}
	return at
}

// NextBoundary is the first time after t at which somebody's access changes by itself, or false.
func (d *Directory) NextBoundary(t int64) (int64, bool) {
	if at := d.after(t); at < len(d.boundaries) {
		return d.boundaries[at], true
	}
	return 0, false
}

// Turned says whose access may have changed by itself after one time and up to another: sorted, without their tenant.
func (d *Directory) Turned(after, until int64) []Actor {
	var whose []string
	for at := d.after(after); at < len(d.boundaries) && d.boundaries[at] <= until; at++ {
		whose = append(whose, d.turns[d.boundaries[at]]...)
	}
	return d.actors(whose, after)
}
