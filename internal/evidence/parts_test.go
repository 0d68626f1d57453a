package evidence

import (
	"bytes"
	"errors"
	"testing"
)

// TestUnpacked refuses files that unpack to more than they may.
func TestUnpacked(t *testing.T) {
	data, err := packed(bytes.Repeat([]byte("a"), 1000))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := unpacked(data, 1000); err != nil || len(out) != 1000 {
		t.Errorf("%d bytes, %v", len(out), err)
	}
	if _, err := unpacked(data, 999); !errors.Is(err, errUnpacked) {
		t.Errorf("error %v, want %v", err, errUnpacked)
	}
}
