package viet

import "testing"

// Runs as Word stores them: the font is known, the run may be one word, or Unicode pasted into the legacy font.
func TestDecodeAs(t *testing.T) {
	for _, c := range []struct {
		in   string
		enc  Encoding
		want string
		got  Encoding
	}{
		{"Sè", TCVN3, "Số", TCVN3},
		{"H¶i D\u00ad¬ng", TCVN3, "Hải Dương", TCVN3},
		{"3. Kinh phÝ", TCVN3, "3. Kinh phí", TCVN3},
		{"Sở Tài chính", TCVN3, "Sở Tài chính", Unicode},
		{"01/2011", TCVN3, "01/2011", Unicode},
		{"≥ 5 m¸y", TCVN3, "≥ 5 máy", TCVN3},
		{"Phaàn meàm", VNI, "Phần mềm", VNI},
		{"toàn", TCVN3, "toàn", Unicode},
	} {
		got, enc := DecodeAs(c.in, c.enc)
		if got != c.want || enc != c.got {
			t.Errorf("DecodeAs(%q, %s) = %q, %s; want %q, %s", c.in, c.enc, got, enc, c.want, c.got)
		}
	}
}
