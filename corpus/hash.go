package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
)

// TermsHash identifies the words that decide a match: taxonomy, glossary, signals and boilerplate. It is the lower-case
// hexadecimal SHA-256 of their JSON, so a hash in an old result tells whether the words have changed since.
func (r *Register) TermsHash() string {
	h := sha256.New()
	write(h, r.Functions, r.Synonyms, r.Abbreviations, r.Signals, r.Boilerplate, r.Architecture)
	return hex.EncodeToString(h.Sum(nil))
}

// ListHash identifies what a check against the list sees of it: its head, its rows and the records of its platforms.
// For AnyList it covers every platform of the register. It is "" when there is no such list.
func (r *Register) ListHash(id ListID) string {
	h := sha256.New()
	if id == AnyList {
		write(h, r.Platforms)
		return hex.EncodeToString(h.Sum(nil))
	}
	l, ok := r.List(id)
	if !ok {
		return ""
	}
	write(h, l, l.Entries)
	for i := range l.Entries {
		if p, ok := r.Platform(l.Entries[i].Platform); ok {
			write(h, p)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// write encodes values one after another. What a register holds always encodes and a hash always takes it.
func write(h hash.Hash, values ...any) {
	enc := json.NewEncoder(h)
	for _, v := range values {
		if err := enc.Encode(v); err != nil {
			panic("corpus: " + err.Error())
		}
	}
}
