package schema

import (
	"slices"
	"strings"
)

// anyScope is the template of types that live wherever the document they are about lives.
const anyScope = "*"

// placeholders stand for one id each. The last one of a template names who controls what the scope holds.
var placeholders = []string{"{citizen}", "{team}", "{staff}", "{representative}", "{unit}", "{provider}", "{municipality}"}

// partPlaces are the compartments of a team's parts, any of them or a certain one.
var partPlaces = []string{"case-{team}-{part}", "case-{team}-1", "case-{team}-2", "case-{team}-3", "part{part}"}

// template is a scope template cut at its slashes; nil is "*".
type template []string

func parseTemplate(text string) template {
	if text == anyScope {
		return nil
	}
	return strings.Split(text, "/")
}

// ScopeFits reports whether documents of the type may live in the scope, judged by its form alone: whether the author has
// anything to do there is access's question.
func (t *Type) ScopeFits(scope string) bool {
	for _, template := range t.scopes {
		if template.fits(scope) {
			return true
		}
	}
	return false
}

func (t template) fits(scope string) bool {
	if t == nil {
		_, ok := splitScope(scope)
		return ok
	}
	for i, want := range t {
		got, rest, more := strings.Cut(scope, "/")
		if more != (i < len(t)-1) || !fitsPart(want, got) {
			return false
		}
		scope = rest
	}
	return true
}

func fitsPart(want, got string) bool {
	switch {
	case want == "case-{team}-{part}":
		_, ok := splitCase(got)
		return ok
	case strings.HasPrefix(want, "case-{team}-"):
		part, ok := splitCase(got)
		return ok && part == want[len("case-{team}-"):]
	case want == "part{part}":
		part, ok := strings.CutPrefix(got, "part")
		return ok && isPart(part)
	case want[0] == '{':
		return isID(got)
	}
	return want == got
}

// Compartment finds the compartment a scope belongs to, or false for a text that is not a scope of ours. The compartments
// of people's cases are found by their part: case-t3-2 is case-*-2.
func (s *Set) Compartment(scope string) (*Compartment, bool) {
	parts, ok := splitScope(scope)
	if !ok {
		return nil, false
	}
	c := s.Compartments[parts.kind][compartmentKey(parts.compartment)]
	return c, c != nil
}

// compartmentKey is the name under which compartments.json holds a compartment.
func compartmentKey(name string) string {
	if part, ok := splitCase(name); ok {
		return "case-*-" + part
	}
	return name
}

type scopeParts struct{ kind, compartment string }

func splitScope(scope string) (scopeParts, bool) {
	kind, rest, _ := strings.Cut(scope, "/")
	if kind == "tenant" {
		return scopeParts{kind, rest}, isID(rest)
	}
	subject, rest, _ := strings.Cut(rest, "/")
	compartment, controller, _ := strings.Cut(rest, "/")
	ok := isID(kind) && isID(subject) && isID(compartment) && isID(controller)
	return scopeParts{kind, compartment}, ok
}

// splitCase reads the part of case-<team>-<part>. A team's id may hold hyphens, a part never does.
func splitCase(text string) (part string, ok bool) {
	rest, found := strings.CutPrefix(text, "case-")
	cut := strings.LastIndexByte(rest, '-')
	if !found || cut < 0 {
		return "", false
	}
	team, part := rest[:cut], rest[cut+1:]
	return part, isID(team) && isPart(part)
}

func isPart(text string) bool { return slices.Contains([]string{"1", "2", "3"}, text) }

// isID is document.IsID: 1 to 64 letters, digits, '-' or '_'.
func isID[T string | []byte](text T) bool {
	if len(text) == 0 || len(text) > 64 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}
