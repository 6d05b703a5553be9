package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/samsyn/samsyn/scripts/internal/play"
	"github.com/samsyn/samsyn/scripts/internal/sdkphone"
)

// sdkFolder is where the SDK is, from the root of the repository.
const sdkFolder = "mobile-contract/sdk"

func checkPhones(which, saves string) error {
	if which != "go" && which != "sdk" && which != "mixed" {
		return errors.New("-phones is go, sdk or mixed")
	}
	if saves != sdkphone.IndexedDB && saves != sdkphone.Memory {
		return errors.New("-saves is indexeddb or memory")
	}
	return nil
}

// phones makes the phones that people take turns with. end is to be called when all days are over.
func phones(which, saves string) (makers []play.Maker, end func(), err error) {
	if which == "go" {
		return nil, func() {}, nil
	}
	bridge, err := sdkphone.Start(sdkFolder, saves)
	if err != nil {
		return nil, nil, err
	}
	end = func() {
		if err := bridge.Close(); err != nil {
			_, _ = fmt.Fprintln(os.Stderr, "day:", err) // nowhere else to say it
		}
	}
	if which == "sdk" {
		return []play.Maker{bridge}, end, nil
	}
	return []play.Maker{play.GoPhones(), bridge}, end, nil
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
