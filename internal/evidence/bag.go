package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
)

// Names of the tag files of a bag. Those after tagManifest say who vouches for it and when: they stand outside of every
// manifest, because they are made of it.
const (
	declarationFile = "bagit.txt"
	guideFile       = "README.txt"
	manifestFile    = "manifest-sha256.txt"
	infoFile        = "bag-info.txt"
	tagManifest     = "tagmanifest-sha256.txt"
	stampFile       = tagManifest + ".tsr"
	signatureFile   = tagManifest + ".minisig"
	publicKeyFile   = tagManifest + ".pub"
)

// declaration is the text of bagit.txt (RFC 8493, 2.1.1).
const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// sum is a line of a manifest.
type sum struct {
	hash string // SHA-256, lower-case hex
	file string // below the base folder
}

func hashOf(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// manifest writes sums as sha256sum does, so that sha256sum -c checks them.
func manifest(sums []sum) []byte {
	var b strings.Builder
	for _, s := range sums {
		b.WriteString(s.hash + "  " + s.file + "\n")
	}
	return []byte(b.String())
}

// bag writes a bag into an archive. Files are added in the order in which a bundle has them.
type bag struct {
	archive archiveWriter
	base    string // the folder everything stands in, "rasoat-run-12"
	payload []sum
	tags    []sum
	octets  int64 // of the payload
}

func newBag(w io.Writer, base string) (*bag, error) {
	b := &bag{archive: archiveWriter{w: w}, base: base}
	if err := b.tag(declarationFile, []byte(declaration)); err != nil {
		return nil, err
	}
	return b, b.tag(guideFile, []byte(guide))
}

func (b *bag) tag(name string, data []byte) error {
	b.tags = append(b.tags, sum{hashOf(data), name})
	return b.loose(name, data)
}

// loose adds a file that no manifest names.
func (b *bag) loose(name string, data []byte) error {
	return b.archive.add(b.base+"/"+name, data)
}

// add adds a file of the payload.
func (b *bag) add(name string, data []byte) error {
	b.payload = append(b.payload, sum{hashOf(data), name})
	b.octets += int64(len(data))
	return b.loose(name, data)
}

// finish writes the manifests and the seal.
func (b *bag) finish(info []infoLine, seal Seal) error {
	if err := b.tag(manifestFile, manifest(b.payload)); err != nil {
		return err
	}
	info = append(info, infoLine{"Payload-Oxum", b.oxum()})
	if err := b.tag(infoFile, infoText(info)); err != nil {
		return err
	}
	over := manifest(b.tags)
	if err := b.loose(tagManifest, over); err != nil {
		return err
	}
	files, err := seal.files(over)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := b.loose(f.name, f.data); err != nil {
			return err
		}
	}
	return b.archive.close()
}

// oxum is the number of octets and of files of the payload (RFC 8493, 2.2.2).
func (b *bag) oxum() string { return fmt.Sprintf("%d.%d", b.octets, len(b.payload)) }

// infoLine is one element of bag-info.txt.
type infoLine struct{ label, value string }

func infoText(lines []infoLine) []byte {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.label + ": " + strings.Join(strings.Fields(l.value), " ") + "\n")
	}
	return []byte(b.String())
}
