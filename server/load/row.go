package load

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// Row is one line of a file.
type Row struct {
	Type     string                               `json:"type"`
	ID       string                               `json:"id"`                // the municipality's own id
	Citizen  string                               `json:"citizen,omitzero"`  // for scopes of a citizen
	Team     string                               `json:"team,omitzero"`     // for scopes of a team
	Staff    string                               `json:"staff,omitzero"`    // for scopes of a staff member
	Part     string                               `json:"part,omitzero"`     // 1, 2 or 3, for parts of a meeting
	Provider string                               `json:"provider,omitzero"` // whose record it is; the municipality's without
	Values   map[string]jsontext.Value            `json:"values,omitzero"`
	Items    map[string]map[string]jsontext.Value `json:"items,omitzero"` // list field → item id → item
	By       string                               `json:"by,omitzero"`    // staff id of the author; the server without
}

// ParseRow reads a line. Members it does not know are an error: a misspelt one would be lost in silence.
func ParseRow(line []byte) (Row, error) {
	var r Row
	if err := json.Unmarshal(line, &r, json.RejectUnknownMembers(true)); err != nil {
		return r, fmt.Errorf("not a row: %w", err)
	}
	if r.Type == "" || r.ID == "" {
		return r, errors.New("a row needs \"type\" and \"id\"")
	}
	return r, nil
}

// DocumentID gives an external id the form of ours: itself when it has it, else a name made from it, always the same.
func DocumentID(external string) string {
	if document.IsID(external) {
		return external
	}
	sum := sha256.Sum256([]byte(external))
	return "x" + hex.EncodeToString(sum[:12])
}

// Scope fills in the first template of the type that the row has everything for.
func (r Row) Scope(t *schema.Type, municipality string) (document.Scope, error) {
	citizen := r.Citizen
	if citizen == "" && (t.Name == "citizen" || t.Name == "citizenIdentity") {
		citizen = r.ID
	}
	provider := r.Provider
	if provider == "" {
		provider = municipality
	}
	names := map[string]string{
		"{citizen}": citizen, "{team}": r.Team, "{staff}": r.Staff, "{part}": r.Part, "{provider}": provider, "{municipality}": municipality,
	}
	var missing []string
	for _, template := range t.Scopes {
		text := template
		missing = nil
		for _, name := range slices.Sorted(maps.Keys(names)) {
			if !strings.Contains(text, name) {
				continue
			}
			if names[name] == "" {
				missing = append(missing, strings.Trim(name, "{}"))
				continue
			}
			text = strings.ReplaceAll(text, name, DocumentID(names[name]))
		}
		if missing == nil {
			return document.ParseScope(text)
		}
	}
	return "", fmt.Errorf("a %s needs %q", t.Name, strings.Join(missing, ", "))
}
