package wire

import "log/slog"

var dot = slog.StringValue("·")

// Frames and entries hold what people wrote about people. Their log form is a dot, whoever logs them.

// LogValue is a dot.
func (Hello) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Submit) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Entry) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (CatchUp) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Purged) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Renew) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Sealed) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Carried) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (PushToken) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Sync) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Welcome) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Documents) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Commit) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Verdicts) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Grant) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Revoke) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Reads) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Presence) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Lock) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Unlock) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Board) LogValue() slog.Value { return dot }

// LogValue is a dot.
func (Locks) LogValue() slog.Value { return dot }
