package evidence

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rasoat/rasoat/corpus"
	"github.com/rasoat/rasoat/engine"
	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/intake"
	"github.com/rasoat/rasoat/internal/report"
)

const samples = "../../testdata/samples"

// quick are samples of several formats that are read in no time.
var quick = []string{
	"bc-de-xuat-chu-truong-chinh-quyen-so-phu-tho.docx", "de-an-phan-mem-gplx-hai-duong-2011-tcvn3.docx",
	"danh-sach-ten-du-an-de-xuat.csv", "phu-luc-ke-hoach-chuyen-doi-so-2026-gia-lai.xlsx",
}

// patient lets a file be read on a busy machine under the race detector, which needs more than a minute for a PDF.
var patient = document.Limits{Time: time.Hour}

// sourceOf checks real files, and a title, and gathers what a store would have kept of it.
func sourceOf(t testing.TB, files ...string) *Source {
	t.Helper()
	reg, err := corpus.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	weights, err := engine.DefaultWeights()
	if err != nil {
		t.Fatal(err)
	}
	made := settings{AsOf: "2026-11-24", List: "1132-2026", AssumeOperating: true, Findings: 20}
	j, err := newJudge(reg, &made, weights)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = j.Close() })
	src := &Source{Run: 7, Command: "check", State: "done", RecordedAt: "2026-11-24T09:00:00Z", RecordedBy: "lan", Program: "test", AssumeOperating: true,
		Register: reg, Weights: weights}
	results := []engine.Result{j.Check(intake.FromTitle("Phần mềm quản lý hồ sơ cán bộ, công chức", "Lưu lý lịch, quá trình công tác", reg), engine.Document{})}
	for _, name := range files {
		in, got := checked(t, j, filepath.Join(samples, name))
		src.Inputs, results = append(src.Inputs, in), append(results, got...)
	}
	src.Provenance = results[0].Provenance
	items := make([]Item, len(results))
	for i := range results {
		raw, err := json.Marshal(&results[i])
		if err != nil {
			t.Fatal(err)
		}
		items[i] = Item{No: int64(i + 1), RecordedAt: "2026-11-24T09:00:01Z", Hash: hashOf(raw), Raw: raw, Result: results[i]}
		src.Hashes = append(src.Hashes, items[i].Hash)
	}
	src.Items = func(yield func(*Item) error) error {
		for i := range items {
			if err := yield(&items[i]); err != nil {
				return err
			}
		}
		return nil
	}
	src.Log = logOf(t, src)
	src.Annex = []AnnexFile{{"bao-cao.html", func(results []engine.Result) ([]byte, error) {
		var b bytes.Buffer
		err := report.HTML(&b, results, report.Options{Lang: report.Vietnamese, Register: reg})
		return b.Bytes(), err
	}}}
	return src
}

func checked(t testing.TB, j *judge, path string) (Input, []engine.Result) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := document.Read(context.Background(), path, data, patient)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := json.Marshal(doc.Text())
	if err != nil {
		t.Fatal(err)
	}
	in := Input{SHA256: doc.SHA256, Name: doc.Name, Size: doc.Size, MediaType: doc.MediaType, Format: string(doc.Format), Encoding: doc.Encoding,
		Channel: "file", ReceivedAt: "2026-11-24T09:00:00Z", ReceivedBy: "lan", Content: data, Text: kept}
	of := engine.Document{File: doc.Name, SHA256: doc.SHA256, Size: doc.Size, MediaType: doc.MediaType, Format: string(doc.Format), Encoding: doc.Encoding}
	var results []engine.Result
	proposals, _ := intake.Proposals(doc, j.reg)
	for _, p := range proposals {
		results = append(results, j.Check(p, of))
	}
	return in, results
}

// logOf is the log of a run between two others.
func logOf(t testing.TB, src *Source) []Record {
	t.Helper()
	var log []Record
	add := func(kind string, body any) {
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		r := Record{Seq: int64(len(log) + 1), At: "2026-11-24T09:00:00Z", By: "lan", Kind: kind, Body: text, Rows: json.RawMessage("[]"), Prev: strings.Repeat("0", 64)}
		if len(log) > 0 {
			r.Prev = log[len(log)-1].Hash
		}
		r.Hash = r.Sum()
		log = append(log, r)
	}
	var files []string
	for i := range src.Inputs {
		files = append(files, src.Inputs[i].SHA256)
	}
	add("run", map[string]any{"run": src.Run - 1, "command": "check"})
	add("run", map[string]any{"run": src.Run, "command": "check"})
	add("inputs", map[string]any{"run": src.Run, "sha256": files})
	add("run_state", map[string]any{"run": src.Run - 1, "state": "done"})
	add("items", map[string]any{"run": src.Run, "from": 1, "to": len(src.Hashes), "sha256": hashOf([]byte(strings.Join(src.Hashes, "\n") + "\n"))})
	add("run_state", map[string]any{"run": src.Run, "state": "done"})
	return extract(src.Run, nil, log)
}

func exported(t testing.TB, src *Source, seal Seal) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Export(&b, src, seal); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func verified(t testing.TB, bundle []byte, opt Options) *report.BundleCheck {
	t.Helper()
	opt.Limits = patient
	c, err := Verify(context.Background(), bytes.NewReader(bundle), int64(len(bundle)), opt)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func lay(t testing.TB, bundle []byte) (base string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range z.File {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		base = filepath.Join(dir, strings.SplitN(f.Name, "/", 2)[0])
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r) // checks the checksum too
		if err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o755)
		}
		if err == nil {
			err = os.WriteFile(path, data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return base
}

// TestRoundTrip exports real files twice and verifies them with everything that can be checked.
func TestRoundTrip(t *testing.T) {
	names := quick
	if !testing.Short() {
		names = append(names, "bao-cao-ktkt-theo-doi-von-dau-tu-quang-tri.pdf", "cv-su-dung-he-thong-khen-thuong-son-la.odt")
	}
	src := sourceOf(t, names...)
	bundle := exported(t, src, Seal{})
	if again := exported(t, sourceOf(t, names...), Seal{}); !bytes.Equal(bundle, again) {
		t.Error("the same run gave other bytes")
	}
	c := verified(t, bundle, Options{Recompute: true})
	for _, m := range c.Misfits {
		t.Errorf("%+v", m)
	}
	for _, done := range c.Done {
		if done.Looked == 0 && done.Check != "signature" && done.Check != "stamp" {
			t.Errorf("check %q looked at nothing", done.Check)
		}
	}
	t.Logf("%d bytes; %+v; notes %+v", len(bundle), c.Done, c.Notes)
	for n := partInputs; n < len(folders); n++ {
		if !bytes.Contains(bundle, []byte(folders[n])) {
			t.Errorf("part %d is missing", n)
		}
	}
}

// TestOtherTools checks a bundle with the programs that others have: unzip (archive/zip), sha256sum and minisign.
func TestOtherTools(t *testing.T) {
	public, secret, err := KeyPair(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	key, err := OpenKey(secret, "")
	if err != nil {
		t.Fatal(err)
	}
	bundle := exported(t, sourceOf(t, quick[2]), Seal{Key: key})
	base := lay(t, bundle)
	tool := func(name string, args ...string) {
		t.Helper()
		path, err := exec.LookPath(name)
		if err != nil {
			t.Logf("%s is not installed: not tried", name)
			return
		}
		cmd := exec.Command(path, args...)
		cmd.Dir = base
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s %q: %v: %s", name, args, err, out)
		}
	}
	tool("sha256sum", "--strict", "-c", manifestFile)
	tool("sha256sum", "--strict", "-c", tagManifest)
	given := filepath.Join(t.TempDir(), "key.pub")
	if err := os.WriteFile(given, public, 0o644); err != nil {
		t.Fatal(err)
	}
	tool("minisign", "-V", "-p", given, "-m", tagManifest)
	tool("minisign", "-V", "-p", publicKeyFile, "-m", tagManifest)
	trusted, err := ReadPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	if c := verified(t, bundle, Options{Key: trusted}); !c.Fits() || c.Signed.State != "trusted" {
		t.Errorf("%+v %+v", c.Signed, c.Misfits)
	}
	other, _, err := KeyPair(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := ReadPublicKey(other)
	if err != nil {
		t.Fatal(err)
	}
	if c := verified(t, bundle, Options{Key: stranger}); c.Fits() || c.Signed.State != "broken" {
		t.Errorf("a bundle signed by another key: %+v", c.Signed)
	}
}

// TestEveryByte alters one byte at a time in every file and every header of a signed bundle: each is found, and what is
// reported names the file.
func TestEveryByte(t *testing.T) {
	_, secret, err := KeyPair(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	key, err := OpenKey(secret, "")
	if err != nil {
		t.Fatal(err)
	}
	authority := newAuthority(t)
	bundle := exported(t, sourceOf(t, quick[2]), Seal{Key: key, Stamp: authority.answer})
	if c := verified(t, bundle, Options{Recompute: true}); !c.Fits() {
		t.Fatalf("%+v", c.Misfits)
	}
	zip, err := openArchive(bytes.NewReader(bundle), int64(len(bundle)))
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	flip := func(at int64, bit byte, name string) {
		t.Helper()
		tried++
		altered := bytes.Clone(bundle)
		altered[at] ^= bit
		c, err := Verify(context.Background(), bytes.NewReader(altered), int64(len(altered)), Options{})
		if err != nil {
			return // no bundle any more
		}
		named := false
		for _, m := range c.Misfits {
			named = named || name == "" || m.File == name || m.Offset == at
		}
		if c.Fits() || !named {
			t.Errorf("byte %d (of %q) altered by %#x: %d misfits, none names it: %+v", at, name, bit, len(c.Misfits), c.Misfits[:min(3, len(c.Misfits))])
		}
	}
	frame := func(at int64, bit byte) {
		t.Helper()
		tried++
		altered := bytes.Clone(bundle)
		altered[at] ^= bit
		if z, err := openArchive(bytes.NewReader(altered), int64(len(altered))); err == nil && len(z.frame()) == 0 {
			t.Errorf("byte %d of the zip structure altered by %#x is not found", at, bit)
		}
	}
	for i := range zip.entries {
		e := &zip.entries[i]
		_, name, _ := strings.Cut(e.name, "/")
		for k := range int64(3) {
			if e.size > 0 {
				flip(e.content()+min(e.size-1, k*e.size/2), 1<<(k%8), name)
			}
		}
		if e.size > 0 {
			flip(e.content()+e.size/3, 0x20, name)
		}
		flip(e.offset+int64(i)%localSize, 1, "")
		frame(e.offset+localSize+int64(len(e.name))/2, 2)
	}
	for at := zip.entries[len(zip.entries)-1].end(); at < int64(len(bundle)); at++ {
		frame(at, 1<<(at%8))
	}
	for at := zip.entries[1].offset; at < zip.entries[1].content(); at++ {
		frame(at, 0x10)
	}
	t.Logf("%d bytes altered", tried)
	for _, n := range []int{1, 100, len(bundle) / 2} {
		if c, err := Verify(context.Background(), bytes.NewReader(bundle), int64(len(bundle)-n), Options{}); err == nil && c.Fits() {
			t.Errorf("%d bytes cut off the end are not found", n)
		}
	}
	longer := append(bytes.Clone(bundle), 0)
	if c := verified(t, longer, Options{}); c.Fits() {
		t.Error("a byte added at the end is not found")
	}
}

// TestPassword opens keys with and without password, those of minisign's own form.
func TestPassword(t *testing.T) {
	if testing.Short() || raced {
		t.Skip("takes a gibibyte of memory and many seconds, and minutes under the race detector")
	}
	public, secret, err := KeyPair(nil, "mật khẩu")
	if err != nil {
		t.Fatal(err)
	}
	if !NeedsPassword(secret) {
		t.Error("the key is not encrypted")
	}
	key, err := OpenKey(secret, "mật khẩu")
	if err != nil {
		t.Fatal(err)
	}
	pub, err := ReadPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	if KeyID(pub) == "" || key.ID() != pub.ID() {
		t.Error("the keys are not of one pair")
	}
}

// FuzzVerify alters bundles as it likes: whatever they hold, nothing panics, and what is not the bundle does not fit.
func FuzzVerify(f *testing.F) {
	bundle := exported(f, sourceOf(f, quick[2]), Seal{})
	f.Add(0, []byte{1})
	f.Add(len(bundle)/2, []byte("\n{}\n"))
	f.Add(len(bundle)-endSize, []byte{0x50, 0x4b, 5, 6, 0, 0})
	f.Fuzz(func(t *testing.T, at int, with []byte) {
		altered := bytes.Clone(bundle)
		copy(altered[max(0, min(at, len(altered))):], with)
		c, err := Verify(context.Background(), bytes.NewReader(altered), int64(len(altered)), Options{})
		if err == nil && c.Fits() != bytes.Equal(altered, bundle) {
			t.Errorf("fits: %v, altered: %v", c.Fits(), !bytes.Equal(altered, bundle))
		}
	})
}
