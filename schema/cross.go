package schema

import (
	"maps"
	"slices"
	"strings"
)

// serverRole is the role of the server itself; no person has it.
const serverRole = "server"

var classes = []string{"urgent", "visit", "meeting", "sync"}

// cross checks what no meta-schema can see: names that must be known elsewhere.
func (l *loader) cross() {
	for _, kind := range slices.Sorted(maps.Keys(l.set.Compartments)) {
		for _, name := range slices.Sorted(maps.Keys(l.set.Compartments[kind])) {
			l.roles("compartments.json", kind+"."+name+".read", l.set.Compartments[kind][name].Read)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.set.Types)) {
		t, file := l.set.Types[name], "types/"+name+".json"
		l.scopes(file, t)
		l.rights(file, t)
		l.states(file, t)
		l.fields(file, t)
		l.notices(file, t)
		l.projections(file, t)
		l.deadlines(file, t)
		l.deciders(file, t)
	}
}

func (l *loader) roles(file, field string, roles []string) {
	for _, role := range roles {
		if _, known := l.set.Roles[role]; !known {
			l.faultf(file, field, "unknown role %q", role)
		}
	}
}

func (l *loader) rights(file string, t *Type) {
	for _, r := range []struct {
		name  string
		roles []string
	}{{"create", t.Rights.Create}, {"write", t.Rights.Write}, {"propose", t.Rights.Propose}, {"agree", t.Rights.Agree}, {"void", t.Rights.Void}} {
		l.roles(file, "rights."+r.name, r.roles)
		l.readers(file, "rights."+r.name, t, r.roles)
	}
	for _, name := range t.Required {
		if t.Fields[name] == nil {
			l.faultf(file, "required", "unknown field %q", name)
		}
	}
	if t.Owner != "" && t.Fields[t.Owner] == nil {
		l.faultf(file, "owner", "unknown field %q", t.Owner)
	}
	if at := t.Hot.At; at != "" && t.Fields[at] == nil {
		l.faultf(file, "hot.at", "unknown field %q", at)
	}
}

// readers finds roles that may write but could never see what they write.
func (l *loader) readers(file, field string, t *Type, roles []string) {
	var readers []string
	for i, template := range t.scopes {
		if template == nil {
			return
		}
		for _, c := range l.compartmentsOf(t.Scopes[i]) {
			readers = append(readers, c.Read...)
		}
	}
	for _, role := range roles {
		if role != serverRole && !slices.Contains(readers, role) {
			l.faultf(file, field, "role %q reads none of the type's compartments", role)
		}
	}
}

func (l *loader) scopes(file string, t *Type) {
	for i, template := range t.scopes {
		text := t.Scopes[i]
		if template == nil {
			continue
		}
		found := l.compartmentsOf(text)
		if len(found) == 0 {
			l.faultf(file, "scopes", "unknown compartment in %q", text)
			continue
		}
		for n, part := range template {
			if strings.ContainsAny(part, "{}") && !slices.Contains(placeholders, part) && !slices.Contains(partPlaces, part) {
				l.faultf(file, "scopes", "unknown placeholder in %q", text)
			}
			if n == 1 && len(template) == 4 && part != "{"+template[0]+"}" {
				l.faultf(file, "scopes", "the subject in %q is not {%s}", text, template[0])
			}
		}
		if c := found[0].Controller; c != "" && template[len(template)-1] != "{"+c+"}" {
			l.faultf(file, "scopes", "%q must end with {%s}, who controls the compartment", text, c)
		}
	}
}

// compartmentsOf lists what compartments a template can name: several for {part}.
func (l *loader) compartmentsOf(template string) (found []*Compartment) {
	for _, part := range []string{"1", "2", "3"} {
		scope := strings.NewReplacer("{team}", "t", "{part}", part, "{", "", "}", "").Replace(template)
		if c, ok := l.set.Compartment(scope); ok && !slices.Contains(found, c) {
			found = append(found, c)
		}
	}
	return found
}

func (l *loader) notices(file string, t *Type) {
	for _, n := range t.Notices {
		if !slices.Contains(classes, n.Class) {
			l.faultf(file, "notices", "unknown class %q", n.Class)
		}
		switch what, name, _ := strings.Cut(n.When, ":"); {
		case (what == "field" || what == "beside") && t.Fields[name] == nil:
			l.faultf(file, "notices", "unknown field in %q", n.When)
		case what == "state" && (t.States == nil || t.States.PriorityState(name) < 0):
			l.faultf(file, "notices", "unknown state in %q", n.When)
		case what != "field" && what != "state" && what != "beside" && !slices.Contains([]string{"created", "voided", "conflict"}, n.When):
			l.faultf(file, "notices", "unknown occasion %q", n.When)
		}
		if n.After != "" && t.Fields[n.After] == nil {
			l.faultf(file, "notices", "unknown field %q", n.After)
		}
		if slices.Contains(n.To, "writers") && !strings.HasPrefix(n.When, "beside:") {
			l.faultf(file, "notices", "nobody is a writer in %q", n.When)
		}
		if len(n.Is) > 0 && !strings.HasPrefix(n.When, "field:") {
			l.faultf(file, "notices", "%q has no values for \"is\"", n.When)
		}
		if n.UrgentWithinMinutes != 0 && (t.Fields["start"] == nil || n.Class == "urgent") {
			l.faultf(file, "notices", "%q cannot become urgent: it has no start, or is urgent anyway", n.When)
		}
		for _, to := range n.To {
			for one := range strings.SplitSeq(to, "|") {
				l.recipient(file, t, one)
			}
		}
	}
}

func (l *loader) recipient(file string, t *Type, to string) {
	switch what, name, named := strings.Cut(to, ":"); {
	case what == "role" && named:
		l.roles(file, "notices", []string{name})
	case what == "field" && named && t.Fields[name] != nil:
	case what == "new" && named && t.Fields[name] != nil && t.Fields[name].IsList():
	case slices.Contains([]string{"visitors48h", "author", "team", "writers"}, to):
	default:
		l.faultf(file, "notices", "unknown recipient %q", to)
	}
}

func (l *loader) projections(file string, t *Type) {
	for _, p := range t.Project {
		target := l.set.Types[p.Type]
		if target == nil {
			l.faultf(file, "project", "unknown type %q", p.Type)
			continue
		}
		l.places(file, t, target, p)
		for _, name := range p.Fields {
			if t.Fields[name] == nil || target.Fields[name] == nil {
				l.faultf(file, "project", "unknown field %q", name)
			}
		}
		if p.Cards == (Cards{}) {
			continue
		}
		if !slices.Contains(p.Fields, p.Cards.Of) || !slices.Equal(t.Scopes, []string{"tenant/directory"}) {
			l.faultf(file, "project", "cards of %q: it is not copied, or not from the directory alone", p.Cards.Of)
		}
		for _, name := range []string{p.Cards.Reach, p.Cards.Says} {
			if target.Fields[name] == nil {
				l.faultf(file, "project", "unknown field %q", name)
			}
		}
	}
}

// places checks that a projection's templates name only what every scope of its source has.
func (l *loader) places(file string, t, target *Type, p Projection) {
	pairs := []string{"{id}", "x", "{municipality}", "x"}
	for _, place := range []struct{ name, kind string }{{"{citizen}", "citizen/"}, {"{provider}", "citizen/"}, {"{staff}", "staff/"}} {
		if !slices.ContainsFunc(t.Scopes, func(s string) bool { return !strings.HasPrefix(s, place.kind) }) {
			pairs = append(pairs, place.name, "x")
		}
	}
	if !target.ScopeFits(strings.NewReplacer(pairs...).Replace(p.Scope)) {
		l.faultf(file, "project", "%q is no scope of %s", p.Scope, p.Type)
	}
	fill := strings.NewReplacer(append(pairs, "{at+60m}", "x")...)
	for _, name := range slices.Sorted(maps.Keys(p.With)) {
		if target.Fields[name] == nil {
			l.faultf(file, "project", "unknown field %q", name)
		}
		if strings.ContainsAny(fill.Replace(p.With[name]), "{}") {
			l.faultf(file, "project", "unknown placeholder in %q", p.With[name])
		}
	}
}
