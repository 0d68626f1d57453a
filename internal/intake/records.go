package intake

import (
	"encoding/json"
	"io"
	"strings"
)

// rawRecords cuts a JSON text into its records: one value after another, lists opened. What is not JSON is one record
// that will not be read.
func rawRecords(text string) []json.RawMessage {
	var out []json.RawMessage
	dec := json.NewDecoder(strings.NewReader(text))
	for {
		var raw json.RawMessage
		err := dec.Decode(&raw)
		if err == io.EOF {
			return out
		}
		if err != nil {
			return append(out, json.RawMessage(clip(text[dec.InputOffset():], 400)))
		}
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			list = []json.RawMessage{raw}
		}
		out = append(out, list...)
	}
}
