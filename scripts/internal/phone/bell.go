package phone

// pushToken says where the device can be rung.
type pushToken struct {
	Frame    string `json:"frame"`
	Token    string `json:"token"`
	Platform string `json:"platform"`
}

// bell is what the phone knows of its own.
type bell struct {
	owed bool // the server wants the token, and the next request brings it
	sent int  // how often it was sent
}

// meetLocked sends the token when the welcome asks for it. Over HTTP the next request brings it.
func (p *Phone) meetLocked(push string) {
	if push != "renew" || p.o.Bell == "" {
		return
	}
	p.bell.owed = p.o.HTTP
	if !p.o.HTTP {
		p.bell.sent++
		p.sendLocked(pushToken{Frame: "pushToken", Token: p.o.Bell, Platform: "android"})
	}
}

func (p *Phone) bellLocked() *pushToken {
	if !p.bell.owed {
		return nil
	}
	p.bell.sent++
	return &pushToken{Frame: "pushToken", Token: p.o.Bell, Platform: "android"}
}

// Belled is how often the phone said where it can be rung. The server does not answer that: who must know, asks it.
func (p *Phone) Belled() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.bell.sent
}
