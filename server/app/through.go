package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/load"
)

// chunkRows is how many rows go in one request, so that there is progress to see.
const chunkRows = 2000

// loadThrough hands the rows to the server that listens.
func loadThrough(ctx context.Context, c config.Config, rows []byte, w io.Writer) error {
	token, err := sign(c, "load", auth.System, time.Hour)
	if err != nil {
		return err
	}
	var total load.Report
	for after := 0; len(rows) > 0; {
		chunk := firstLines(rows, chunkRows)
		url := fmt.Sprintf("http://%s/v1/load?after=%d", c.API.Listen, after)
		report, err := loadChunk(ctx, url, token, chunk, w)
		if err != nil {
			return err
		}
		rows = rows[len(chunk):]
		after += bytes.Count(chunk, []byte("\n"))
		total.Rows += report.Rows
		total.Written += report.Written
		total.Unchanged += report.Unchanged
		total.Rejected += report.Rejected
		sayProgress(w, total)
	}
	return sayRejected(total)
}

// loadChunk sends one request and passes on what the server says of single rows.
func loadChunk(ctx context.Context, url, token string, chunk []byte, w io.Writer) (load.Report, error) {
	var report load.Report
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(chunk))
	if err != nil {
		return report, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return report, err
	}
	text, err := io.ReadAll(answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return report, err
	}
	if answer.StatusCode != http.StatusOK {
		return report, fmt.Errorf("the server says %s: %s", answer.Status, text)
	}
	text = bytes.TrimSuffix(text, []byte("\n"))
	last := bytes.LastIndexByte(text, '\n') + 1 // the report
	if _, err := w.Write(text[:last]); err != nil {
		return report, err
	}
	return report, json.Unmarshal(text[last:], &report)
}

func sayProgress(w io.Writer, r load.Report) {
	fmt.Fprintf(w, "%d rows: %d written, %d unchanged, %d rejected\n", r.Rows, r.Written, r.Unchanged, r.Rejected)
}

// sayRejected is an error when rows were: whoever loads from a script must not take it for a success.
func sayRejected(r load.Report) error {
	if r.Rejected == 0 {
		return nil
	}
	return fmt.Errorf("%d of %d rows were rejected; the others are in", r.Rejected, r.Rows)
}

func firstLines(text []byte, n int) []byte {
	end := 0
	for range n {
		at := bytes.IndexByte(text[end:], '\n')
		if at < 0 {
			return text
		}
		end += at + 1
	}
	return text[:end]
}
