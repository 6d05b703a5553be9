package scenario

// office takes what the data protection officer is told: "the log of CITIZEN says …", "the holders of CITIZEN say …" and "the
// reviews say …", each with texts that stand in one line of it.
func (r *reader) office(c *Claim) bool {
	switch {
	case r.has("the", "log", "of"):
		c.Kind, c.About = LogSays, r.about()
		r.want("says")
	case r.has("the", "holders", "of"):
		c.Kind, c.About = HoldersSay, r.about()
		r.want("say")
	case r.has("the", "reviews", "say"):
		c.Kind = ReviewsSay
	default:
		return false
	}
	for more := true; more && r.err == nil; more = r.has(",") {
		c.Values = append(c.Values, Attributed{JSON: r.value()})
	}
	return true
}
