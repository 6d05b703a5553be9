package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/samsyn/samsyn/server/config"
)

// withFiles gives the environment with every secret that is in a file: SAMSYN_KEY_FILE=/run/secrets/key sets SAMSYN_KEY to what the
// file holds, without the line feed at its end. So a container's secrets stand neither in its environment nor in its image.
func withFiles(environ []string) ([]string, error) {
	secret := map[string]bool{}
	for _, r := range config.Rows() {
		secret[r.Name] = r.Secret
	}
	set := map[string]bool{}
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		set[name] = value != ""
	}
	var out []string
	var errs []error
	for _, entry := range environ {
		name, file, _ := strings.Cut(entry, "=")
		of, is := strings.CutSuffix(name, "_FILE")
		if !is || !secret[of] {
			out = append(out, entry)
			continue
		}
		if file == "" { // not set, as for any setting
			continue
		}
		text, err := os.ReadFile(file) //nolint:gosec // the operator names the file
		value := strings.TrimRight(string(text), "\r\n")
		switch {
		case err != nil:
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		case value == "":
			errs = append(errs, fmt.Errorf("%s: the file is empty", name))
		case set[of]:
			errs = append(errs, fmt.Errorf("%s and %s are both set: set one", of, name))
		default:
			out = append(out, of+"="+value)
		}
	}
	return out, errors.Join(errs...)
}
