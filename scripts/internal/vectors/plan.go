package vectors

import "github.com/samsyn/samsyn/schema"

// unknown is a policy of a later server: nobody writes such a field here, and nobody sees it.
const unknown = schema.Policy("majority")

// plan is a type of the vectors' own: a field of every policy and every variant of one.
func plan() *schema.Type {
	t := &schema.Type{
		Name: "plan", Label: schema.Labels{Swedish: "Plan", English: "Plan"}, Scopes: []string{"*"},
		Rights: schema.Rights{Create: []string{"nurse"}, Write: []string{"nurse"}},
		Fields: map[string]*schema.Field{
			"decision":      {Policy: schema.Immutable},
			"notes":         {Policy: schema.Journal},
			"activities":    {Policy: schema.AddWins},
			"restrictions":  {Policy: schema.Restrictive, Reason: "reasons"},
			"reasons":       {Policy: schema.Journal},
			"icfCode":       {Policy: schema.LastWriter},
			"homeAccess":    {Policy: schema.LastWriterNotice},
			"summary":       {Policy: schema.LastWriter, FrozenIn: []string{"confirmed"}},
			"review":        {Policy: schema.SafeSide, Safe: "earliest"},
			"until":         {Policy: schema.SafeSide, Safe: "latest"},
			"urgency":       {Policy: schema.SafeSide, Safe: "highest", Order: []string{"low", "soon", "acute"}},
			"freedom":       {Policy: schema.SafeSide, Safe: "lowest", Order: []string{"locked", "guided", "free"}},
			"hours":         {Policy: schema.SafeSide, Safe: "highest"},
			"dose":          {Policy: schema.SafeSide, Safe: "lowest"},
			"informed":      {Policy: schema.SafeSide, Safe: "false"},
			"alarm":         {Policy: schema.SafeSide, Safe: "true"},
			"citizenWords":  {Policy: schema.CitizenOwned},
			"citizenStance": {Policy: schema.CitizenOwned, Keyed: true},
			"wording":       {Policy: schema.Proposal},
			"attendance":    {Policy: schema.OwnKey, Others: []string{"coordinator"}, Answers: "sequence"},
			"checks":        {Policy: schema.OwnKey},
			"provider":      {Policy: schema.ServerAuthoritative},
			"trialUse":      {Policy: schema.Counter},
			"outcome":       {Policy: schema.Human},
			"status":        {Policy: schema.Derived, Derive: "visitStatus"},
			"state":         {Policy: schema.StateMachine},
			"start":         {Policy: schema.StrictBundle, Bundle: "when"},
			"place":         {Policy: schema.StrictBundle, Bundle: "when"},
			"sequence":      {Policy: schema.StrictBundle, Bundle: "when", Sequence: true},
			"stopReason":    {Policy: schema.LastWriter},
			"future":        {Policy: unknown},
		},
		States: planStates(),
	}
	for name, f := range t.Fields {
		f.Name = name
	}
	return t
}

func planStates() *schema.Machine {
	staff := []string{"nurse", "assistant"}
	return &schema.Machine{
		Initial: []string{"voiced"},
		Transitions: []schema.Transition{
			{From: []string{"voiced"}, To: "drafted", By: staff},
			{From: []string{"drafted"}, To: "agreed", By: staff},
			{From: []string{"agreed", "paused"}, To: "active", By: staff},
			{From: []string{"active"}, To: "paused"},
			{From: []string{"active"}, To: "achieved", By: []string{"nurse"}},
			{From: []string{"active"}, To: "notAchieved", By: []string{"nurse"}},
			{From: []string{"active", "paused"}, To: "ended", By: staff, Needs: []string{"stopReason"}},
			{From: []string{"achieved", "active"}, To: "confirmed", By: []string{"citizen", "coordinator"}},
			{From: []string{"voiced", "drafted", "agreed", "active", "paused"}, To: "declinedByCitizen", By: []string{"citizen"}},
		},
		Precedence: []string{
			"confirmed", "declinedByCitizen", "achieved", "notAchieved", "ended", "paused", "active", "agreed", "drafted", "voiced",
		},
		Labels: map[string]schema.Labels{},
		Human: []schema.HumanChoice{
			{States: []string{"achieved", "notAchieved"}, InForce: "strongest"},
			{States: []string{"ended", "active"}, InForce: "weakest"},
		},
	}
}
