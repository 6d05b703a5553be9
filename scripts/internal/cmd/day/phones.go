package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/samsyn/samsyn/scripts/internal/play"
	"github.com/samsyn/samsyn/scripts/internal/sdkphone"
)

// sdkFolder is where the SDK is, from the root of the repository.
const sdkFolder = "mobile-contract/sdk"

// kinds are the kinds of phones by their names; the bridge of those that live elsewhere says where.
var kinds = map[string]string{"go": "", "sdk": sdkphone.Node, "chromium": sdkphone.Chromium}

// kindsOf reads -phones.
func kindsOf(which string) []string {
	if which == "mixed" {
		return []string{"go", "sdk"}
	}
	return strings.Split(which, ",")
}

func checkPhones(which, saves string) error {
	for _, kind := range kindsOf(which) {
		switch lives, is := kinds[kind]; {
		case !is:
			return errors.New("-phones is go, sdk or chromium, several of them with commas, or mixed")
		case lives == sdkphone.Chromium && saves != sdkphone.IndexedDB:
			return errors.New("phones in Chromium save in its indexeddb")
		}
	}
	if saves != sdkphone.IndexedDB && saves != sdkphone.Memory {
		return errors.New("-saves is indexeddb or memory")
	}
	return nil
}

// phones makes the phones that people take turns with. end is to be called when all days are over.
func phones(which, saves string) (makers []play.Maker, end func(), err error) {
	var bridges []*sdkphone.Bridge
	end = func() {
		for _, bridge := range bridges {
			if err := bridge.Close(); err != nil {
				_, _ = fmt.Fprintln(os.Stderr, "day:", err) // nowhere else to say it
			}
		}
	}
	for _, kind := range kindsOf(which) {
		if kinds[kind] == "" {
			makers = append(makers, play.GoPhones())
			continue
		}
		bridge, err := sdkphone.Start(sdkFolder, kinds[kind], saves)
		if err != nil {
			end()
			return nil, nil, err
		}
		bridges, makers = append(bridges, bridge), append(makers, bridge)
	}
	return makers, end, nil
}

// where says, as options, on what days are played if not on the usual.
func (f flags) where() (options string) {
	if f.phones != "go" {
		options += " -phones " + f.phones
	}
	if f.saves != sdkphone.IndexedDB {
		options += " -saves " + f.saves
	}
	if f.own.nodes > 0 {
		options += fmt.Sprintf(" -nodes %d -store %s", f.own.nodes, f.own.store)
	}
	if f.own.bus != "" {
		options += " -bus " + f.own.bus
	}
	return options
}
