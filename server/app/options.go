package app

import "github.com/samsyn/samsyn/server/store/mongo"

// Option changes how Open makes a server. Only tests and measures have any: a server that runs has its settings.
type Option func(*App)

// WithMongo changes the options of the store in MongoDB, such as who watches its commands. The embedded store has none.
func WithMongo(change func(*mongo.Options)) Option {
	return func(a *App) { a.adjust = change }
}

// mongoOptions are those of the configuration, as adjusted.
func (a *App) mongoOptions(o mongo.Options) mongo.Options {
	if a.adjust != nil {
		a.adjust(&o)
	}
	return o
}
