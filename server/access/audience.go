package access

import (
	"slices"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/sync/document"
)

// InAudience reports whether a member of staff belongs to the audience of a part of a team's meetings at a time: a member
// who takes part in it, in a role that may read it.
func (d *Directory) InAudience(team string, part int, staff string, at int64) bool {
	scope := document.Scope("team/" + team + "/part" + strconv.Itoa(part) + "/" + d.municipality)
	return len(d.rolesIn(Actor{Kind: Staff, ID: staff}, scope, at)) > 0
}

// Seats names the teams that a member of staff sits in, as of the directory's last document, sorted.
func (d *Directory) Seats(staff string) (teams []string) {
	for _, m := range d.members[staff] {
		if m.to == forever {
			teams = append(teams, m.team)
		}
	}
	slices.Sort(teams)
	return teams
}

// TeamsOf names the teams that are assigned to a citizen at a time, sorted, those of a provider first.
func (d *Directory) TeamsOf(citizen, provider string, at int64) []string {
	var own, others []string
	about := d.byCitizen[citizen]
	if about == nil {
		return nil
	}
	for _, as := range about.assignments {
		team, is := strings.CutPrefix(as.holders[0], teamHolder)
		switch {
		case !is || !as.covers(at):
		case as.provider == provider:
			own = append(own, team)
		default:
			others = append(others, team)
		}
	}
	slices.Sort(own)
	slices.Sort(others)
	all := append(slices.Compact(own), others...)
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(team string) bool { was := seen[team]; seen[team] = true; return was })
}

// MovedFrom names the team that had a citizen for a provider until another provider took over: of several the one that had her
// last. It is "" while a team of that provider has her, while nobody else has, and of somebody whose identity is protected, whom
// only those who are named may know of.
func (d *Directory) MovedFrom(citizen, provider string, at int64) (team string) {
	about := d.byCitizen[citizen]
	if about == nil || slices.ContainsFunc(about.protections, func(p *rule) bool { return p.covers(at) }) {
		return ""
	}
	taken, until := false, int64(-1)
	for _, as := range about.assignments {
		name, isTeam := strings.CutPrefix(as.holders[0], teamHolder)
		switch {
		case as.covers(at) && as.provider != provider:
			taken = true
		case !isTeam || as.provider != provider || !as.hasBegun(at):
		case as.covers(at):
			return ""
		case as.to > until || as.to == until && name < team:
			team, until = name, as.to
		}
	}
	if !taken {
		return ""
	}
	return team
}
