package merge_test

import "github.com/samsyn/samsyn/schema"

// plan has a field of every policy (domain.md 3.1), named as in the tables of domain.md 3.2 that use them.
var plan = named(&schema.Type{
	Name: "plan",
	Fields: map[string]*schema.Field{
		"decision":            {Policy: schema.Immutable},
		"notes":               {Policy: schema.Journal},
		"activities":          {Policy: schema.AddWins},
		"safetyAlerts":        {Policy: schema.Restrictive, Remove: []string{"nurse"}, Reason: "reasons"},
		"restrictions":        {Policy: schema.Restrictive, Remove: []string{"nurse"}, Reason: "reasons"},
		"reasons":             {Policy: schema.Journal},
		"icfCode":             {Policy: schema.LastWriter},
		"homeAccess":          {Policy: schema.LastWriterNotice},
		"summary":             {Policy: schema.LastWriterNotice, FrozenIn: []string{"confirmed"}},
		"nextReview":          {Policy: schema.SafeSide, Safe: "earliest"},
		"urgency":             {Policy: schema.SafeSide, Safe: "highest", Order: []string{"low", "soon", "acute"}},
		"citizenInformed":     {Policy: schema.SafeSide, Safe: "false"},
		"supportHours":        {Policy: schema.SafeSide, Safe: "highest"},
		"citizenWords":        {Policy: schema.CitizenOwned},
		"citizenStance":       {Policy: schema.CitizenOwned, Keyed: true},
		"professionalWording": {Policy: schema.Proposal},
		"attendance":          {Policy: schema.OwnKey, Others: []string{"coordinator"}, Answers: "sequence"},
		"checks":              {Policy: schema.OwnKey},
		"providerOrgId":       {Policy: schema.ServerAuthoritative, Write: []string{"coordinator"}},
		"trialUse":            {Policy: schema.Counter},
		"outcome":             {Policy: schema.Human},
		"visitStatus":         {Policy: schema.Derived, Derive: "visitStatus"},
		"state":               {Policy: schema.StateMachine},
		"start":               {Policy: schema.StrictBundle, Bundle: "when"},
		"place":               {Policy: schema.StrictBundle, Bundle: "when"},
		"sequence":            {Policy: schema.StrictBundle, Bundle: "when", Sequence: true},
		"stopReason":          {Policy: schema.LastWriter},
	},
	States: &schema.Machine{
		Initial: []string{"voiced"},
		Transitions: []schema.Transition{
			{From: []string{"voiced"}, To: "drafted", By: []string{"nurse", "assistant"}},
			{From: []string{"drafted"}, To: "agreed", By: []string{"nurse", "assistant"}},
			{From: []string{"agreed", "paused"}, To: "active", By: []string{"nurse", "assistant"}},
			{From: []string{"active"}, To: "paused", By: []string{"nurse", "assistant"}},
			{From: []string{"active"}, To: "achieved", By: []string{"nurse"}},
			{From: []string{"active"}, To: "notAchieved", By: []string{"nurse"}},
			{From: []string{"active", "paused"}, To: "ended", By: []string{"nurse", "assistant"}, Needs: []string{"stopReason"}},
			{From: []string{"achieved", "active"}, To: "confirmed", By: []string{"citizen", "coordinator"}},
			{From: []string{"voiced", "drafted", "agreed", "active", "paused"}, To: "withdrawnByCitizen", By: []string{"citizen"}},
		},
		Precedence: []string{
			"confirmed", "withdrawnByCitizen", "achieved", "notAchieved", "ended", "paused", "active", "agreed", "drafted", "voiced",
		},
		Human: []schema.HumanChoice{
			{States: []string{"achieved", "notAchieved"}, InForce: "strongest"},
			{States: []string{"ended", "active"}, InForce: "weakest"},
		},
	},
})

func named(t *schema.Type) *schema.Type {
	for name, f := range t.Fields {
		f.Name = name
	}
	return t
}
