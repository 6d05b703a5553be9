package app

import "github.com/samsyn/samsyn/server/push"

// Ringer lets tests ring.
func (a *App) Ringer() *push.Ringer { return a.ringer }
