package evidence

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
)

// TestForgery changes a bundle on purpose, with manifests, checksums and zip made anew: what is left to find it are the
// results themselves and, when there is one, the signature.
func TestForgery(t *testing.T) {
	src := sourceOf(t, quick[0])
	for name, c := range map[string]struct {
		change func(*Source)
		want   string
	}{
		"verdict": {func(s *Source) { rewrite(s, `"Verdict":"duplicate"`, `"Verdict":"none"`) }, "recomputed"},
		"quote":   {func(s *Source) { rewrite(s, "hệ thống", "hẹ thống") }, "quote"},
		"list": {func(s *Source) {
			reg := *s.Register
			reg.Platforms = append([]corpus.Platform{}, reg.Platforms...)
			for i := range reg.Platforms {
				reg.Platforms[i].Functions = nil
			}
			s.Register = &reg
		}, "provenance"},
		"input": {func(s *Source) {
			s.Inputs = append([]Input{}, s.Inputs...)
			s.Inputs[0].Content = append(bytes.Clone(s.Inputs[0].Content), 0)
		}, "input"},
		"log": {func(s *Source) {
			s.Log = append([]Record{}, s.Log...)
			s.Log[1].By = "another"
		}, "chain"},
	} {
		t.Run(name, func(t *testing.T) {
			forged := *src
			c.change(&forged)
			check := verified(t, exported(t, &forged, Seal{}), Options{Recompute: true})
			found := map[string]bool{}
			for _, m := range check.Misfits {
				found[m.Code] = true
			}
			if !found[c.want] || found["hash"] || found["byte"] || found["checksum"] {
				t.Errorf("found %v, want %q", found, c.want)
			}
		})
	}
}

// rewrite changes words in the results, with their hashes.
func rewrite(s *Source, from, to string) {
	items := s.Items
	s.Items = func(yield func(*Item) error) error {
		return items(func(it *Item) error {
			changed := *it
			changed.Raw = bytes.ReplaceAll(it.Raw, []byte(from), []byte(to))
			changed.Hash, changed.Result = hashOf(changed.Raw), engine.Result{}
			if err := json.Unmarshal(changed.Raw, &changed.Result); err != nil {
				return fmt.Errorf("rewrite: %w", err)
			}
			return yield(&changed)
		})
	}
}

// A directory whose entries lie in one another names more than the file holds: following it would read the file over and over.
func TestOverlappingEntries(t *testing.T) {
	data := make([]byte, 1<<20)
	whole := entry{name: "run/a", size: int64(len(data)) / 2}
	file := append([]byte("no local header"), data...)
	start := int64(len(file))
	entries := make([]entry, 1000)
	for i := range entries {
		entries[i] = whole
		file = append(file, whole.central()...)
	}
	end := directory(entries)[len(directory(entries))-endSize:]
	binary.LittleEndian.PutUint32(end[16:], uint32(start))
	file = append(file, end...)
	if _, err := openArchive(bytes.NewReader(file), int64(len(file))); !errors.Is(err, errNoArchive) {
		t.Errorf("opened: %v", err)
	}
}

// rebuilt is a bundle with more files of the payload, in another folder, and all manifests made anew.
func rebuilt(t *testing.T, bundle []byte, base string, more map[string]string) []byte {
	t.Helper()
	zip, err := openArchive(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	var info []infoLine
	for i := range zip.entries {
		_, name, _ := strings.Cut(zip.entries[i].name, "/")
		data := string(zip.read(&zip.entries[i]))
		if strings.HasPrefix(name, "data/") {
			more[name] = data
		}
		if name == infoFile {
			for line := range strings.Lines(data) {
				if label, value, _ := strings.Cut(line, ": "); label != "Payload-Oxum" {
					info = append(info, infoLine{label, value})
				}
			}
		}
	}
	var out bytes.Buffer
	b, err := newBag(&out, base)
	for _, name := range sortedKeys(more) {
		err = errors.Join(err, b.add(name, []byte(more[name])))
	}
	if err = errors.Join(err, b.finish(info, Seal{})); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestForeignFiles: a bundle holds nothing but what one has, and no name in it leads out of its folder.
func TestForeignFiles(t *testing.T) {
	bundle := exported(t, sourceOf(t, quick[2]), Seal{})
	if c := verified(t, rebuilt(t, bundle, "rasoat-run-1", map[string]string{}), Options{}); !c.Fits() {
		t.Fatalf("made anew: %+v", c.Misfits)
	}
	for _, base := range []string{"..", ".", "", `..\x`, "C:", "elsewhere"} {
		if c := verified(t, rebuilt(t, bundle, base, map[string]string{}), Options{}); c.Fits() {
			t.Errorf("in folder %q it fits", base)
		}
	}
	for _, name := range []string{"data/../../x", `data/..\..\x`, "data/11-annex/x.exe", "data/99-other/x", "data/x", "data/01-inputs/x.docm"} {
		if c := verified(t, rebuilt(t, bundle, "rasoat-run-1", map[string]string{name: "x"}), Options{}); c.Fits() {
			t.Errorf("with file %q it fits", name)
		}
	}
}
