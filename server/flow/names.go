package flow

import "regexp"

// serverNames are the replicas under which the server writes: effects and what comes back of them, logins, what follows in the
// same commit, and rows that were loaded. Each but the first two goes on with a ULID.
var serverNames = regexp.MustCompile(`^(server|loading|(fx|fb|s|s[0-9]+_|load)[0-9A-HJKMNP-TV-Z]{26})$`)

// IsServers reports whether a replica's name is the server's own. No phone has it: its stamps would be in the server's chain, and
// what is known of its login would be said of all that the server wrote.
func IsServers(replica string) bool { return serverNames.MatchString(replica) }
