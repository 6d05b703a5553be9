package published

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
)

// errorCode is a row of errors.json.
type errorCode struct {
	Code    string        `json:"code"`
	Duty    fault.Duty    `json:"duty"`
	HTTP    int           `json:"http"`
	Close   int           `json:"close,omitzero"` // left out by codes that never close a socket
	Message schema.Labels `json:"message"`
}

// errorsFileOf is errors.json: the table of errors.md for programs.
func errorsFileOf() any {
	var rows []errorCode
	for _, c := range fault.Codes() {
		rows = append(rows, errorCode{c.Code, c.Duty, c.HTTP, c.Close, c.Meaning})
	}
	return struct {
		Contract int         `json:"contract"`
		Codes    []errorCode `json:"codes"`
	}{wire.Contract, rows}
}

// byStatus are the codes that answer a whole request: those about a connection, which have a close code.
func byStatus() map[int][]string {
	out := map[int][]string{}
	for _, c := range fault.Codes() {
		if c.Close != 0 {
			out[c.HTTP] = append(out[c.HTTP], c.Code)
		}
	}
	return out
}
