package wire

import (
	"errors"

	"github.com/samsyn/samsyn/server/fault"
)

// KindPushToken is the kind of the frame that says where a device can be rung.
const KindPushToken = "pushToken"

// PushToken says where a push service finds the device, for the login that says so; or, with no Token, that the login is not to
// be rung any more.
type PushToken struct {
	Token    string // the service's own
	Platform string // android, ios or web
}

// Kind is "pushToken".
func (*PushToken) Kind() string { return KindPushToken }

// AppendPushToken appends a pushToken frame.
func AppendPushToken(b []byte, p PushToken) []byte {
	return appendFrame(b, KindPushToken, pushTokenMembers(p))
}

// AppendSyncPush adds a push token to a body of POST /v1/sync.
func AppendSyncPush(body []byte, p PushToken) []byte {
	b := append(body[:len(body)-1:len(body)-1], `,"pushToken":`...)
	return append(AppendPushToken(b, p), '}')
}

type pushTokenMembers struct {
	Token    string `json:"token"`
	Platform string `json:"platform,omitzero"`
}

// check refuses what no push service gives. Its cause holds nothing of the token.
func (p *PushToken) check() error {
	switch {
	case p.Token == "":
		return nil
	case len(p.Token) > MaxPushTokenBytes || !isVisible(p.Token):
		return fault.Newf(fault.BadFrame, "not a push token")
	case p.Platform != "android" && p.Platform != "ios" && p.Platform != "web":
		return fault.Newf(fault.BadFrame, "platform is not android, ios or web")
	}
	return nil
}

func isVisible(text string) bool {
	for _, c := range []byte(text) {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return true
}

func (f *frameReader) pushToken() (Frame, error) {
	p := &PushToken{Token: f.hello.Token, Platform: f.platform}
	return p, p.check()
}

// readPushToken reads the member of a sync; nil for null.
func readPushToken(r *reader) (*PushToken, error) {
	if r.PeekKind() == 'n' {
		return nil, r.SkipValue()
	}
	p, wrong := new(PushToken), false
	err := r.object(func(name []byte) (err error) {
		switch string(name) {
		case "token":
			p.Token, err = r.text(MaxTokenBytes)
		case "platform":
			p.Platform, err = r.text(64)
		default:
			return r.SkipValue()
		}
		if errors.Is(err, errKind) {
			wrong, err = true, nil
		}
		return err
	})
	if err == nil && (wrong || p.check() != nil) {
		err = errKind
	}
	return p, err
}
