package evidence

import (
	"bytes"
	"context"
	"crypto/x509"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rasoat/rasoat/internal/document"
	"github.com/rasoat/rasoat/internal/report"
)

// Options say how far a bundle is verified. The zero value checks it by what it carries itself.
type Options struct {
	Name      string          // of the bundle, for the report
	Key       *PublicKey      // that must have signed it; nil takes the one in the bundle
	Roots     *x509.CertPool  // that must vouch for the time-stamp authority; nil for none
	Recompute bool            // make every result again
	Limits    document.Limits // for reading the originals again
}

// verifier checks one bundle.
type verifier struct {
	ctx   context.Context
	opt   Options
	zip   *archive
	base  string
	files map[string]*entry
	used  map[string]bool // files that a check of the content has read
	out   *report.BundleCheck
	tally *report.BundleTally // of the check that is being made
}

// Verify checks a bundle of size bytes and reports what does not fit. The error says that there is no bundle to check,
// or that the context is over.
func Verify(ctx context.Context, r io.ReaderAt, size int64, opt Options) (*report.BundleCheck, error) {
	zip, err := openArchive(r, size)
	if err != nil {
		return nil, err
	}
	v := &verifier{ctx: ctx, opt: opt, zip: zip, files: map[string]*entry{}, used: map[string]bool{}, out: &report.BundleCheck{
		Schema: report.BundleSchema, Bundle: opt.Name, Done: []report.BundleTally{}, Misfits: []report.Misfit{}, Notes: []report.BundleNote{},
		Signed: report.BundleSeal{State: "none"}, Stamped: report.BundleSeal{State: "none"}, Recompute: opt.Recompute,
	}}
	v.check("frame", v.frame)
	v.check("manifest", v.manifests)
	v.check("stamp", v.stamp)
	v.check("signature", v.signature)
	v.contents()
	v.check("payload", v.foreign)
	return v.out, ctx.Err()
}

// check makes a check and counts what it found. When the context is over there is no use in more of them.
func (v *verifier) check(code string, do func()) {
	if v.ctx.Err() != nil {
		return
	}
	v.tally = &report.BundleTally{Check: code}
	before := len(v.out.Misfits)
	do()
	v.tally.Misfits = len(v.out.Misfits) - before
	v.out.Done = append(v.out.Done, *v.tally)
}

// misfit notes something of a file that does not fit.
func (v *verifier) misfit(file, code string, more ...func(*report.Misfit)) {
	m := report.Misfit{Part: partOf(file), File: file, Offset: -1, Code: code}
	for _, f := range more {
		f(&m)
	}
	v.out.Misfits = append(v.out.Misfits, m)
}

// at, where and values complete a misfit.
func at(offset int64) func(*report.Misfit)    { return func(m *report.Misfit) { m.Offset = offset } }
func where(place string) func(*report.Misfit) { return func(m *report.Misfit) { m.Place = place } }
func values(want, have string) func(*report.Misfit) {
	return func(m *report.Misfit) { m.Want, m.Have = want, have }
}

func (v *verifier) note(code, file, detail string) {
	v.out.Notes = append(v.out.Notes, report.BundleNote{Code: code, File: file, Detail: detail})
}

// file returns the content of a file of the bundle, nil when it is not there.
func (v *verifier) file(name string) []byte {
	e := v.files[name]
	if e == nil {
		return nil
	}
	v.used[name] = true
	return v.zip.read(e)
}

// basePattern is how the folder of a bundle is named.
var basePattern = regexp.MustCompile(`^rasoat-run-[1-9][0-9]*$`)

// frame checks that the file is the zip file that its entries make, and that these are named as a bundle's are.
func (v *verifier) frame() {
	v.tally.Looked = int(v.zip.size)
	for _, f := range v.zip.frame() {
		_, name, _ := strings.Cut(f.region, "/")
		code := "byte"
		if f.checksum {
			code = "checksum"
		}
		v.misfit(name, code, at(f.offset))
	}
	for i := range v.zip.entries {
		e := &v.zip.entries[i]
		base, name, _ := strings.Cut(e.name, "/")
		if v.base == "" && basePattern.MatchString(base) {
			v.base = base
		}
		if base != v.base || !fs.ValidPath(e.name) || strings.ContainsAny(e.name, `\:`) || v.files[name] != nil {
			v.misfit(e.name, "order", at(e.offset))
			continue
		}
		v.files[name] = e
	}
}

// foreign finds files of the payload that no part of a bundle is made of: nothing that was checked rests on them. The annex
// is for people to read. Where something does not fit already, files may not have been read for that reason.
func (v *verifier) foreign() {
	if len(v.out.Misfits) > 0 {
		return
	}
	for i := range v.zip.entries {
		_, name, _ := strings.Cut(v.zip.entries[i].name, "/")
		if !strings.HasPrefix(name, "data/") || v.files[name] == nil {
			continue
		}
		v.tally.Looked++
		if !v.used[name] && !annexPattern.MatchString(name) {
			v.misfit(name, "foreign")
		}
	}
}

// annexPattern is how a form of the annex is named.
var annexPattern = regexp.MustCompile(`^` + folders[partAnnex] + `[a-z-]+\.(html|docx|pdf)$`)

// order is where the tag files stand: before and after the payload.
var (
	before = []string{declarationFile, guideFile}
	after  = []string{manifestFile, infoFile, tagManifest}
	sealed = []string{stampFile, signatureFile, publicKeyFile}
)

// manifests checks every file against the manifests, and that manifests and files come in the order of a bundle.
func (v *verifier) manifests() {
	var payload []string
	for name := range v.files {
		if strings.HasPrefix(name, "data/") {
			payload = append(payload, name)
		}
	}
	slices.Sort(payload)
	v.sums(manifestFile, payload)
	v.sums(tagManifest, slices.Concat(before, after[:2]))
	want := slices.Concat(before, payload, after)
	for _, name := range sealed {
		if v.files[name] != nil {
			want = append(want, name)
		}
	}
	for i := range v.zip.entries {
		_, name, _ := strings.Cut(v.zip.entries[i].name, "/")
		if i >= len(want) || name != want[i] {
			v.misfit(name, "order", at(v.zip.entries[i].offset))
			break
		}
	}
	v.tags(payload)
}

// sums compares a manifest with the files that it must name, in their order.
func (v *verifier) sums(manifestName string, names []string) {
	text := v.file(manifestName)
	if text == nil {
		v.misfit(manifestName, "missing")
		return
	}
	listed, found := map[string]string{}, []sum{}
	for line := range strings.Lines(string(text)) {
		hash, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		listed[name] = hash
	}
	before := len(v.out.Misfits)
	for _, name := range names {
		var data []byte
		if e := v.files[name]; e != nil {
			data = v.zip.read(e)
		}
		hash, known := listed[name]
		delete(listed, name)
		s := sum{hashOf(data), name}
		found = append(found, s)
		v.tally.Looked++
		switch {
		case v.files[name] == nil:
			v.misfit(name, "missing")
		case !known:
			v.misfit(name, "unlisted", where(manifestName))
		case hash != s.hash:
			v.misfit(name, "hash", values(hash, s.hash), where(manifestName))
		}
	}
	for _, name := range sortedKeys(listed) {
		v.misfit(name, "missing", where(manifestName))
	}
	if len(v.out.Misfits) == before && !bytes.Equal(manifest(found), text) {
		v.misfit(manifestName, "form")
	}
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// tags checks what the tag files say.
func (v *verifier) tags(payload []string) {
	if d := v.file(declarationFile); d != nil && string(d) != declaration {
		v.misfit(declarationFile, "form")
	}
	info := map[string]string{}
	for line := range strings.Lines(string(v.file(infoFile))) {
		label, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		info[label] = value
	}
	v.out.Run, v.out.Program = info["External-Identifier"], info["Bag-Software-Agent"]
	if state := info["Rasoat-Run-State"]; state != "done" {
		v.note("open", infoFile, state)
	}
	octets := int64(0)
	for _, name := range payload {
		octets += v.files[name].size
	}
	b := bag{octets: octets, payload: make([]sum, len(payload))}
	for label, want := range map[string]string{"Payload-Oxum": b.oxum(), "Rasoat-Profile": profile} {
		if info[label] != want {
			v.misfit(infoFile, "form", where(label), values(want, info[label]))
		}
	}
}

// stamp checks the time stamp, if there is one.
func (v *verifier) stamp() {
	answer := v.file(stampFile)
	if answer == nil {
		return
	}
	v.tally.Looked = 1
	s, err := readStamp(answer, v.file(tagManifest), v.opt.Roots)
	if err != nil {
		v.out.Stamped.State = "broken"
		v.misfit(stampFile, "stamp", values("", err.Error()))
		return
	}
	v.out.Stamped = report.BundleSeal{State: "fits", By: s.authority, Time: s.at.Format(time.RFC3339)}
	if s.trusted {
		v.out.Stamped.State = "trusted"
	}
}

// signature checks the signature by the key of the options or, without one, by the key in the bundle.
func (v *verifier) signature() {
	signature, carried := v.file(signatureFile), v.file(publicKeyFile)
	if signature == nil && carried == nil {
		if v.opt.Key != nil {
			v.misfit(signatureFile, "unsigned", values(KeyID(v.opt.Key), ""))
		}
		return
	}
	v.tally.Looked = 1
	v.out.Signed.State = "broken"
	key, err := ReadPublicKey(carried)
	if err != nil {
		v.misfit(publicKeyFile, "form", values("", err.Error()))
		return
	}
	if text, err := publicText(*key); err != nil || !bytes.Equal(text, carried) {
		v.misfit(publicKeyFile, "form")
	}
	if v.opt.Key != nil && !v.opt.Key.Equal(*key) {
		v.misfit(publicKeyFile, "key", values(KeyID(v.opt.Key), KeyID(key)))
		key = v.opt.Key
	}
	if !signed(*key, v.file(tagManifest), v.file(stampFile), signature) {
		v.misfit(signatureFile, "signature")
		return
	}
	v.out.Signed = report.BundleSeal{State: "fits", By: KeyID(key)}
	if v.opt.Key != nil {
		v.out.Signed.State = "trusted"
	}
}
