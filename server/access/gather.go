package access

import (
	"cmp"
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// gathered collects scopes in one text, because an actor has hundreds of them and each hello asks.
type gathered struct {
	text []byte
	ends []int
	held []held
}

// held is a rule the actor holds, and through which seat.
type held struct {
	rule *rule
	seat *membership
}

func (g *gathered) add(parts ...string) {
	for i, part := range parts {
		if i > 0 {
			g.text = append(g.text, '/')
		}
		g.text = append(g.text, part...)
	}
	g.ends = append(g.ends, len(g.text))
}

// byCitizen sorts the rules, so that the scopes come almost sorted.
func (g *gathered) byCitizen() []held {
	slices.SortFunc(g.held, func(a, b held) int { return cmp.Compare(a.rule.citizen, b.rule.citizen) })
	return g.held
}

func (g *gathered) scopes() []document.Scope {
	all, from := document.Scope(g.text), 0
	out := make([]document.Scope, len(g.ends))
	for i, end := range g.ends {
		out[i], from = all[from:end], end
	}
	slices.Sort(out)
	return slices.Compact(out)
}
