package viet

import (
	"strings"
	"testing"
)

// splitFused returns the syllables of a word in which they were typed together (tổchức, quyđịnh), or nil when it is
// not one: a single syllable, no diacritics, or any part that is no well-formed syllable.
func splitFused(s string) []string {
	t := Normalize(s)
	if t.Len() < 2 {
		return nil
	}
	parts := make([]string, t.Len())
	for i := range t.tokens {
		k := &t.tokens[i]
		if !k.valid() || i > 0 && k.Start != t.tokens[i-1].End {
			return nil
		}
		parts[i] = Clean(t.Quote(i, i+1))
	}
	return parts
}

func TestFusedSyllables(t *testing.T) {
	for in, want := range map[string]string{
		"tổchức": "tổ chức", "quyđịnh": "quy định", "phươngán": "phương án", "côngan": "công an", "cánhân": "cá nhân",
		"tinhọc": "tin học", "TỔCHỨC": "TỔ CHỨC", "quảnlý": "quản lý", "camera": "", "tổ chức": "", "tổ-chức": "",
		"tổ": "", "café": "", "chuơng": "", "": "", "hệthốngthôngtin": "hệ thống thông tin",
	} {
		if got := strings.Join(splitFused(in), " "); got != want {
			t.Errorf("splitFused(%q) = %q, want %q", in, got, want)
		}
	}
}
