package report

import "testing"

// The short cut of printable must not let pass what the long way takes out.
func TestPrintableShortCut(t *testing.T) {
	for r := rune(0); r < 0x110000; r++ {
		if r >= 0xd800 && r < 0xe000 {
			continue // no characters
		}
		text := "hồ sơ " + string(r) + " điện tử"
		if vietnamese(text) && mapPrintable(text) != text {
			t.Fatalf("%q passes, and is %q", text, mapPrintable(text))
		}
	}
	for _, text := range []string{"\xe1", "a\xe1\xba", "\xc3", "\x80"} {
		if vietnamese(text) {
			t.Errorf("%q passes and is not valid", text)
		}
	}
	if !vietnamese("Hồ sơ sức khỏe điện tử, Đắk Lắk; ươ Ỹ") {
		t.Error("a Vietnamese text takes the long way")
	}
}
