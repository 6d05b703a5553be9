// Package fcmtest is a push service that behaves as Firebase Cloud Messaging's HTTP v1 API does, on one's own machine: for tests, for
// played days and for demo mode, where it shows what each phone's lock screen would.
//
// A Server takes POST /v1/projects/{project}/messages:send and answers as the service documents it: a name for a message it took;
// for all else an error with a code, a status, words and, where the service has them, details with an errorCode. It checks every
// member it knows and refuses every other (check.go), keeps quotas (429 with Retry-After), takes its time (Latency), and fails as it
// is told to (Fail).
//
// It remembers for each token what FCM and the phone would: a phone that is away (Away) gets at most four collapse keys when it is
// back, each the latest, and nothing whose time to live has ended; a lock screen shows one entry for each collapse key.
//
// Not as the service does it: a token is known from its first message on, unless Options.Strict; a phone that is there has its
// message at once; order is kept. Names are read as the SDKs write them (collapse_key), not in their other form (collapseKey).
//
// Listen starts the goroutines of an http.Server, until Close.
package fcmtest
